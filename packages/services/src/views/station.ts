import type { Availability, Decimal, GeoPoint, Instant, MoneyText, Plug } from '@peregrine/domain';

/** One component of a price as a consumer sees it: gross, 4 decimals, printed so. */
export type PriceComponentView = {
  readonly dimension: 'ENERGY' | 'TIME' | 'PARKING_TIME' | 'SESSION_TIME' | 'FLAT';
  /** kWh, hour or charge. */
  readonly per: 'kWh' | 'h' | 'charge';
  readonly allIn: Decimal;
  readonly operator: Decimal;
  readonly ours: Decimal;
  /** Billing step: Wh for energy, seconds for times; 1 when none. */
  readonly stepSize: number;
};

/** The price of an EVSE for this driver's plan, or why it is unknown. Unknown is never 0. */
export type PriceView =
  | {
      readonly kind: 'known';
      readonly currency: string;
      readonly vatPercent: Decimal;
      readonly components: readonly PriceComponentView[];
    }
  | { readonly kind: 'unknown'; readonly reason: PriceUnknownReason };

/** no-tariff: the operator sent none; unsupported-tariff: rules we cannot price yet. */
export type PriceUnknownReason =
  | 'no-tariff'
  | 'tariff-not-received'
  | 'unsupported-tariff'
  | 'unknown-vat'
  | 'currency';

/** A location in a list. */
export type StationRow = {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly country: string;
  readonly operatorName: string;
  readonly point: GeoPoint;
  /** Metres from `near`, when it was given. */
  readonly distanceM?: number;
  readonly plugs: readonly Plug[];
  readonly maxPowerW: number;
  readonly evseCount: number;
  readonly availableCount: number;
  /** The shape for the whole location, as its mark on the map has it. */
  readonly availability: Availability;
  /** Newest status age; older than 15 minutes fades. */
  readonly statusAt: Instant;
  /** The lowest all-in energy price of its EVSEs; undefined when unknown. */
  readonly energyPrice?: { readonly allIn: Decimal; readonly currency: string };
};

export type EvseView = {
  readonly id: string;
  readonly evseId?: string;
  readonly label: string;
  readonly availability: Availability;
  readonly status: string;
  /** When the status was last heard, or confirmed by a pull that told of no change. */
  readonly statusReceivedAt: Instant;
  readonly remoteStart: boolean;
  readonly connectors: readonly {
    readonly connectorId: string;
    readonly plug: Plug;
    readonly format: 'SOCKET' | 'CABLE';
    readonly powerW: number;
    readonly powerType: string;
    readonly price: PriceView;
  }[];
};

export type StationView = Omit<StationRow, 'distanceM' | 'energyPrice'> & {
  readonly postalCode?: string;
  readonly timeZone: string;
  readonly kind: 'partner' | 'own';
  readonly open: 'open' | 'closed' | 'unknown';
  readonly evses: readonly EvseView[];
};

/** A price kept for a start, with what will be held on the card. */
export type QuoteView = {
  readonly id: string;
  readonly stationId: string;
  readonly stationName: string;
  readonly evseLabel: string;
  readonly evseId?: string;
  readonly connectorId: string;
  readonly plug: Plug;
  readonly powerW: number;
  readonly price: Extract<PriceView, { kind: 'known' }>;
  readonly hold: MoneyText;
  readonly expiresAt: Instant;
  /** The charge that was started with it. */
  readonly chargeId?: string;
};

/** A tile of the map: clusters when far, stations when near. At most 100 KB as JSON. */
export type MapTile = {
  readonly clusters: readonly {
    readonly longitude: number;
    readonly latitude: number;
    readonly stations: number;
    readonly evses: number;
    readonly available: number;
  }[];
  readonly stations: readonly {
    readonly id: string;
    readonly name: string;
    readonly longitude: number;
    readonly latitude: number;
    readonly evses: number;
    readonly available: number;
    readonly availability: Availability;
    readonly maxPowerW: number;
    readonly statusAt: Instant;
  }[];
};

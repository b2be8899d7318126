import type { Instant } from './instant.ts';
import type { GeoPoint } from './location.ts';
import type { Decimal } from './money/decimal.ts';
import type { Currency } from './money/money.ts';
import type { PartyRef } from './party.ts';
import type { ChargingPeriod, WirePrice } from './session.ts';
import type { Tariff } from './tariff.ts';
import type { TokenRef } from './token.ts';

/** Where it was charged, as the CDR itself says (OCPI mod_cdrs, CdrLocation). */
export type CdrLocation = {
  readonly locationId: string;
  readonly evseUid: string;
  readonly evseId?: string;
  readonly connectorId: string;
  readonly name?: string;
  readonly address?: string;
  readonly city?: string;
  readonly postalCode?: string;
  readonly state?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly point?: GeoPoint;
  /** IANA zone, where the CDR holds a whole location (OCPI 2.1.1). */
  readonly timeZone?: string;
  /** OCPI ConnectorType, ConnectorFormat and PowerType as sent. */
  readonly connectorStandard?: string;
  readonly connectorFormat?: string;
  readonly powerType?: string;
};

/** One signed value of a meter, kept as it came (OCPI mod_cdrs, SignedValue). */
export type SignedValue = {
  /** `Start`, `End`, `Intermediate`, as sent. */
  readonly nature: string;
  readonly plainData: string;
  readonly signedData: string;
};

/** Signed meter data of a CDR, byte for byte as it came (OCPI mod_cdrs, SignedData). */
export type SignedData = {
  readonly encodingMethod: string;
  readonly encodingMethodVersion?: number;
  readonly publicKey?: string;
  readonly values: readonly SignedValue[];
  readonly url?: string;
};

/** A charge detail record: immutable; `creditReferenceId` names the one that it cancels. */
export type Cdr = {
  readonly party: PartyRef;
  readonly cdrId: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly sessionId?: string;
  readonly token: TokenRef;
  readonly authMethod: string;
  readonly authorizationReference?: string;
  readonly location: CdrLocation;
  readonly currency: Currency;
  readonly tariffs: readonly Tariff[];
  readonly periods: readonly ChargingPeriod[];
  readonly totalCost: WirePrice;
  readonly totalEnergyKwh: Decimal;
  readonly totalTimeHours: Decimal;
  readonly totalParkingTimeHours?: Decimal;
  readonly totalFixedCost?: WirePrice;
  readonly totalEnergyCost?: WirePrice;
  readonly totalTimeCost?: WirePrice;
  readonly totalParkingCost?: WirePrice;
  readonly totalReservationCost?: WirePrice;
  readonly credit: boolean;
  readonly creditReferenceId?: string;
  readonly invoiceReferenceId?: string;
  readonly meterId?: string;
  readonly signedData?: SignedData;
  /** Charged at the driver's home, who is paid back (OCPI mod_cdrs, home_charging_compensation). */
  readonly homeCharging?: boolean;
  readonly remark?: string;
  readonly lastUpdated: Instant;
};

/** Where a CDR stands: what reconciliation made of it. */
export const CDR_STATES = [
  'received',
  'accepted',
  'tolerated',
  'held',
  'disputed',
  'superseded',
] as const;
export type CdrState = (typeof CDR_STATES)[number];

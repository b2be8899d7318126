import type { RatedReason } from '@peregrine/billing';
import type { ChargeState, ChargeWord, Decimal, Instant, MoneyText, Plug } from '@peregrine/domain';

/** A line as rated: unit price gross (consumer) to 4 decimals, line total to the cent. */
export type RatedLineView = {
  readonly dimension: 'ENERGY' | 'TIME' | 'PARKING_TIME' | 'SESSION_TIME' | 'FLAT';
  readonly quantity: Decimal;
  readonly unit: 'kWh' | 'h' | 'charge';
  readonly unitPrice: Decimal;
  readonly total: MoneyText;
};

/** The live screen of a charge; re-read at every event. */
export type ChargeView = {
  readonly id: string;
  readonly version: number;
  readonly origin: 'app' | 'swipe' | 'swipe-offline' | 'cdr-only';
  readonly state: ChargeState;
  readonly word: ChargeWord;
  readonly station: {
    readonly id?: string;
    readonly name: string;
    readonly address: string;
    readonly city: string;
    readonly timeZone: string;
    readonly operatorName: string;
    readonly evseLabel: string;
    readonly plug?: Plug;
    readonly powerW?: number;
  };
  readonly createdAt: Instant;
  readonly startedAt?: Instant;
  readonly endedAt?: Instant;
  /** What happened so far, oldest first: charge events and notes (`CHARGE_NOTES`) by name. */
  readonly timeline: readonly { readonly event: string; readonly at: Instant }[];
  /** From the session as the operator measured it; absent while there is none. */
  readonly live?: {
    readonly energyKwh: Decimal;
    readonly powerKw?: Decimal;
    readonly durationSeconds: number;
    readonly parkedSeconds: number;
    readonly measuredAt: Instant;
    readonly receivedAt: Instant;
    /** Power over time, oldest first, at most 120 points. */
    readonly curve: readonly { at: Instant; powerKw: Decimal }[];
  };
  /** Cost so far, all-in; undefined while the price is not known. */
  readonly costSoFar?: MoneyText;
  readonly lines: readonly RatedLineView[];
  readonly unitPrices: readonly { dimension: string; unit: string; unitPrice: Decimal }[];
  /** Of the unit prices; undefined while neither plan nor session says it. */
  readonly currency?: string;
  readonly hold?: MoneyText;
  /** Why the start or stop failed, as message codes, with the operator's own words if any. */
  readonly refusal?: { readonly code: string; readonly text?: string };
  readonly stopRefusal?: { readonly code: string };
  /** A next step after a failed start: free EVSEs of the same plug nearby. */
  readonly alternatives: readonly {
    stationId: string;
    name: string;
    evseLabel: string;
    distanceM: number;
  }[];
  readonly canStop: boolean;
  readonly receiptReady: boolean;
  /** Of the receipt, once there is one. */
  readonly total?: MoneyText;
  /** A page on which an open invoice can be paid. */
  readonly paymentUrl?: string;
};

export type ChargeRow = {
  readonly id: string;
  readonly word: ChargeWord;
  readonly stationName: string;
  readonly city: string;
  /** Of the site: `startedAt` is shown in it. */
  readonly timeZone: string;
  readonly startedAt: Instant;
  readonly energyKwh?: Decimal;
  readonly total?: MoneyText;
};

export type ReceiptView = {
  readonly invoiceNumber: string;
  readonly issuedAt: Instant;
  readonly seller: {
    readonly name: string;
    readonly addressLines: readonly string[];
    readonly vatId: string;
  };
  readonly driver: { readonly email: string; readonly name?: string };
  readonly station: {
    readonly name: string;
    readonly address: string;
    readonly city: string;
    readonly country: string;
    readonly operatorName: string;
    readonly evseLabel: string;
    readonly timeZone: string;
  };
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly energyKwh: Decimal;
  readonly lines: readonly RatedLineView[];
  readonly total: MoneyText;
  readonly vat: readonly {
    readonly percent: Decimal;
    readonly net: MoneyText;
    readonly vat: MoneyText;
    readonly gross: MoneyText;
  }[];
  readonly rounding: 'gross-first' | 'net-first';
  readonly quoted: boolean;
  /** What was shown at the end of the charge, and why the final differs. */
  readonly estimate?: MoneyText;
  readonly difference?: {
    readonly amount: MoneyText;
    readonly reasonCode: 'energy' | 'time' | 'steps' | 'none';
    readonly energyDifferenceKwh?: Decimal;
  };
  /** How it was computed, for `explain`; absent from older receipts. */
  readonly because?: RatedReason;
  readonly payment: {
    readonly state: 'paid' | 'open';
    readonly card?: { readonly brand: string; readonly last4: string };
    readonly captured?: MoneyText;
    readonly paymentUrl?: string;
  };
};

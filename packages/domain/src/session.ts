import type { Instant } from './instant.ts';
import type { Decimal } from './money/decimal.ts';
import type { Currency } from './money/money.ts';
import type { PartyRef } from './party.ts';
import type { TokenRef } from './token.ts';

export const SESSION_STATUSES = [
  'ACTIVE',
  'COMPLETED',
  'INVALID',
  'PENDING',
  'RESERVATION',
] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

/** CdrDimensionType (OCPI mod_cdrs). Units: kWh, h, kW, A, percent, as the specification gives. */
export type CdrDimension = { readonly type: string; readonly volume: Decimal };

/** A stretch of a session or CDR; it lasts until the next one starts, the last until the end. */
export type ChargingPeriod = {
  readonly startedAt: Instant;
  readonly dimensions: readonly CdrDimension[];
  readonly tariffId?: string;
};

/** A tax of an amount, as sent (OCPI 2.3.0 types, TaxAmount). */
export type TaxAmount = {
  readonly name: string;
  readonly percent?: Decimal;
  readonly taxAmount: Decimal;
  /** Under which its payer is known to the tax office. */
  readonly accountNumber?: string;
};

/** An amount of the wire in the object's currency; `inclTax` absent means its tax is unknown. */
export type WirePrice = {
  readonly exclTax: Decimal;
  readonly inclTax?: Decimal;
  readonly taxes?: readonly TaxAmount[];
};

export type Session = {
  readonly party: PartyRef;
  readonly sessionId: string;
  readonly status: SessionStatus;
  readonly startedAt: Instant;
  readonly endedAt?: Instant;
  readonly energyKwh: Decimal;
  readonly token: TokenRef;
  readonly authMethod: string;
  readonly authorizationReference?: string;
  readonly locationId: string;
  readonly evseUid: string;
  readonly connectorId: string;
  readonly currency: Currency;
  readonly periods: readonly ChargingPeriod[];
  readonly totalCost?: WirePrice;
  readonly lastUpdated: Instant;
};

/**
 * A PATCH of a session: `periods` are appended, everything else replaces
 * (OCPI 2.2.1 mod_sessions, PATCH method).
 */
export type SessionPatch = {
  readonly party: PartyRef;
  readonly sessionId: string;
  readonly changes: Partial<Omit<Session, 'party' | 'sessionId' | 'periods'>>;
  readonly addedPeriods: readonly ChargingPeriod[];
  readonly lastUpdated: Instant;
};

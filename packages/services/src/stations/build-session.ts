import type { StationReadingRecord, StationTransactionRecord } from '@peregrine/db';
import {
  type ChargingPeriod,
  type Currency,
  type Decimal,
  type Exact,
  exact,
  instantOf,
  type PartyRef,
  type Session,
  scaledToDecimal,
  type TokenRef,
  toDecimal,
} from '@peregrine/domain';
import type { OwnPlace } from './own-site.ts';

/** `PER-17`: our CPO's session of transaction 17. */
export function sessionIdOf(party: PartyRef, transactionId: number): string {
  return `${party.partyId}-${transactionId}`;
}

export function transactionOfSessionId(party: PartyRef, sessionId: string): number | undefined {
  const prefix = `${party.partyId}-`;
  const digits = sessionId.startsWith(prefix) ? sessionId.slice(prefix.length) : '';
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}

export type SessionInput = {
  readonly party: PartyRef;
  readonly place: OwnPlace;
  readonly token: TokenRef;
  readonly currency: Currency;
  readonly tariffId: string | undefined;
  readonly transaction: StationTransactionRecord;
  readonly readings: readonly StationReadingRecord[];
  /** By our clock. */
  readonly now: Date;
};

/** The session that our CPO pushes: ACTIVE until the cable left, its parking included. */
export function buildSession(input: SessionInput): Session {
  const { transaction, place, party } = input;
  const { authorizationReference } = transaction;
  const ended = transaction.finishedAt ? endOf(transaction) : undefined;
  return {
    party,
    sessionId: sessionIdOf(party, transaction.transactionId),
    status: ended ? 'COMPLETED' : 'ACTIVE',
    startedAt: instantOf(transaction.startedAt),
    ...(ended && { endedAt: instantOf(ended) }),
    energyKwh: kwhOf(transaction.meterWh - transaction.meterStartWh),
    token: input.token,
    authMethod: transaction.authMethod,
    ...(authorizationReference && { authorizationReference }),
    locationId: place.location.locationId,
    evseUid: place.evse.evseUid,
    connectorId: place.connector.id,
    currency: input.currency,
    periods: [...energyPeriods(input), ...parkingPeriods(input)],
    lastUpdated: instantOf(input.now),
  };
}

/** When it was over: the cable left, or, where that is not known, the energy stopped. */
export function endOf(transaction: StationTransactionRecord): Date {
  const { unpluggedAt, stoppedAt } = transaction;
  const end = unpluggedAt ?? stoppedAt;
  if (!end) throw new Error(`transaction ${transaction.transactionId} has no end`);
  return end;
}

/** One period from reading to reading; POWER is what the station measured, for the curve. */
function energyPeriods({ transaction, readings, tariffId }: SessionInput): ChargingPeriod[] {
  const periods: ChargingPeriod[] = [];
  let fromAt = transaction.startedAt;
  let fromWh = transaction.meterStartWh;
  for (const { at, meterWh, powerW } of readings) {
    if (at <= fromAt || meterWh < fromWh || meterWh > transaction.meterWh) continue;
    const milliseconds = at.getTime() - fromAt.getTime();
    const dimensions = [
      { type: 'ENERGY', volume: kwhOf(meterWh - fromWh) },
      { type: 'TIME', volume: hoursOf(milliseconds) },
      { type: 'POWER', volume: kilowattsOf(meterWh - fromWh, milliseconds, powerW) },
    ];
    periods.push(period(fromAt, dimensions, tariffId));
    fromAt = at;
    fromWh = meterWh;
  }
  return periods;
}

/** Parking runs from the stop to the unplugging; its volume is known when the cable left. */
function parkingPeriods({ transaction, tariffId }: SessionInput): ChargingPeriod[] {
  const { stoppedAt, unpluggedAt, finishedAt } = transaction;
  if (!stoppedAt) return [];
  const milliseconds = parkingMs(transaction);
  if (milliseconds === 0 && (unpluggedAt || finishedAt)) return [];
  const dimensions = [{ type: 'PARKING_TIME', volume: hoursOf(milliseconds) }];
  return [period(stoppedAt, dimensions, tariffId)];
}

export function parkingMs({ stoppedAt, unpluggedAt }: StationTransactionRecord): number {
  return stoppedAt && unpluggedAt ? unpluggedAt.getTime() - stoppedAt.getTime() : 0;
}

export function period(
  startedAt: Date,
  dimensions: ChargingPeriod['dimensions'],
  tariffId: string | undefined,
): ChargingPeriod {
  return { startedAt: instantOf(startedAt), dimensions, ...(tariffId && { tariffId }) };
}

export function kwhOf(wattHours: bigint): Decimal {
  return scaledToDecimal(wattHours, 3);
}

/**
 * Hours, cut after 10 decimals: rounded up, a duration of whole seconds could cross into the next
 * step of a tariff.
 */
export function hoursOf(milliseconds: number): Decimal {
  return scaledToDecimal((BigInt(milliseconds) * 10n ** 10n) / 3_600_000n, 10);
}

function kilowattsOf(wattHours: bigint, milliseconds: number, powerW: number | null): Decimal {
  if (powerW !== null) return scaledToDecimal(BigInt(powerW), 3);
  const average: Exact = exact(wattHours * 3600n, BigInt(milliseconds));
  return toDecimal(average, 3);
}

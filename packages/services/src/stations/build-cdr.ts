import type { StationTransactionRecord } from '@peregrine/db';
import {
  type Cdr,
  type ChargingPeriod,
  type Exact,
  instantOf,
  type PartyRef,
  type Tariff,
  type TariffDimension,
  toDecimal,
  type WirePrice,
} from '@peregrine/domain';
import { type PricedPart, priceSession, sumOfKnown } from '@peregrine/pricing';
import { endOf, hoursOf, kwhOf, parkingMs, period, sessionIdOf } from './build-session.ts';
import type { TransactionFacts } from './transaction-facts.ts';

export type BuiltCdr =
  | { readonly kind: 'built'; readonly cdr: Cdr }
  | { readonly kind: 'unpriceable'; readonly reason: string };

/**
 * The charge detail record of a finished transaction, priced on our own tariff: energy until the
 * stop, then parking until the unplugging. Built again from the same row it is the same CDR.
 */
export function buildCdr(input: {
  party: PartyRef;
  cdrId: string;
  transaction: StationTransactionRecord & { stoppedAt: Date; finishedAt: Date };
  facts: TransactionFacts;
}): BuiltCdr {
  const { transaction, party, cdrId } = input;
  const { place, tariff, token } = input.facts;
  if (!tariff) return { kind: 'unpriceable', reason: 'no tariff was in force at the start' };
  const startedAt = instantOf(transaction.startedAt);
  const endedAt = instantOf(endOf(transaction));
  const periods = cdrPeriods(transaction, tariff.tariffId);
  const timeZone = place.location.timeZone ?? 'UTC';
  const priced = priceSession({ tariffs: [tariff], periods, startedAt, endedAt, timeZone });
  if (priced.kind === 'unpriceable') return { kind: 'unpriceable', reason: priced.detail };
  const { parts, totalExclTax, totalInclTax } = priced.result;
  if (!totalExclTax) return { kind: 'unpriceable', reason: 'the net amount is not known' };
  const { authorizationReference, authMethod } = transaction;
  const parking = parkingMs(transaction);
  return {
    kind: 'built',
    cdr: {
      party,
      cdrId,
      startedAt,
      endedAt,
      sessionId: sessionIdOf(party, transaction.transactionId),
      token,
      authMethod,
      ...(authorizationReference && { authorizationReference }),
      location: cdrLocation(input.facts),
      currency: tariff.currency,
      tariffs: [tariff],
      periods,
      totalCost: wirePrice(totalExclTax, totalInclTax),
      totalEnergyKwh: kwhOf(energyWhOf(transaction)),
      totalTimeHours: hoursOf(endOf(transaction).getTime() - transaction.startedAt.getTime()),
      ...(parking > 0 && { totalParkingTimeHours: hoursOf(parking) }),
      ...totalsByDimension(tariff, parts),
      credit: false,
      lastUpdated: instantOf(transaction.finishedAt),
    },
  };
}

export function energyWhOf(transaction: StationTransactionRecord): bigint {
  return (transaction.meterStopWh ?? transaction.meterWh) - transaction.meterStartWh;
}

function cdrPeriods(
  transaction: StationTransactionRecord & { stoppedAt: Date },
  tariffId: string,
): ChargingPeriod[] {
  const { startedAt, stoppedAt } = transaction;
  const charging = [
    { type: 'ENERGY', volume: kwhOf(energyWhOf(transaction)) },
    { type: 'TIME', volume: hoursOf(stoppedAt.getTime() - startedAt.getTime()) },
  ];
  const parking = parkingMs(transaction);
  if (parking === 0) return [period(startedAt, charging, tariffId)];
  const parked = [{ type: 'PARKING_TIME', volume: hoursOf(parking) }];
  return [period(startedAt, charging, tariffId), period(stoppedAt, parked, tariffId)];
}

function cdrLocation({ place }: TransactionFacts): Cdr['location'] {
  const { location, evse, connector } = place;
  return {
    locationId: location.locationId,
    evseUid: evse.evseUid,
    ...(evse.evseId && { evseId: evse.evseId }),
    connectorId: connector.id,
    ...(location.name && { name: location.name }),
    address: location.address,
    city: location.city,
    country: location.country,
  };
}

type Totals = Pick<
  Cdr,
  'totalEnergyCost' | 'totalTimeCost' | 'totalParkingCost' | 'totalFixedCost'
>;
const TOTAL_OF: Readonly<Record<TariffDimension, keyof Totals>> = {
  ENERGY: 'totalEnergyCost',
  TIME: 'totalTimeCost',
  PARKING_TIME: 'totalParkingCost',
  SESSION_TIME: 'totalTimeCost',
  FLAT: 'totalFixedCost',
};

/** A total for each dimension that the tariff prices (OCPI 2.2.1 mod_cdrs, total_*_cost). */
function totalsByDimension(tariff: Tariff, parts: readonly PricedPart[]): Totals {
  const totals: { -readonly [K in keyof Totals]: Totals[K] } = {};
  const priced = tariff.elements.flatMap(({ components }) => components);
  for (const { dimension } of priced) {
    const mine = parts.filter((part) => part.dimension === dimension);
    const exclTax = sumOfKnown(mine.map((part) => part.exclTax));
    if (!exclTax) continue;
    totals[TOTAL_OF[dimension]] = wirePrice(exclTax, sumOfKnown(mine.map((part) => part.inclTax)));
  }
  return totals;
}

function wirePrice(exclTax: Exact, inclTax: Exact | undefined): WirePrice {
  return {
    exclTax: toDecimal(exclTax),
    ...(inclTax && { inclTax: toDecimal(inclTax) }),
  };
}

import {
  type Decimal,
  type Exact,
  exact,
  multiply,
  partyRef,
  roundHalfUp,
  sum,
  toDecimal,
} from '@peregrine/domain';
import { type FoldOptions, foldPeriods, foldTariff, type ReadResult } from '@peregrine/ocpi/fold';
import { type PricedSession, type PriceSessionResult, priceSession } from '@peregrine/pricing';

/** A price component as the wire writes it, in one line. */
export const flat = (perUnit: number, vat?: number) => component('FLAT', perUnit, 1, vat);
export const energy = (perUnit: number, step: number, vat?: number) =>
  component('ENERGY', perUnit, step, vat);
export const time = (perUnit: number, step: number, vat?: number) =>
  component('TIME', perUnit, step, vat);
export const parking = (perUnit: number, step: number, vat?: number) =>
  component('PARKING_TIME', perUnit, step, vat);

type Component = ReturnType<typeof component>;

export function component(type: string, perUnit: number, step: number, vat?: number) {
  return { type, price: perUnit, step_size: step, ...(vat === undefined ? {} : { vat }) };
}

export function element(components: readonly Component[], restrictions?: object) {
  return { price_components: components, ...(restrictions ? { restrictions } : {}) };
}

/** What happened, in order: a dimension's quantity (kWh or minutes) over some minutes. */
export type Stretch = { readonly minutes: number; readonly [dimension: string]: number };

export type Example = {
  readonly version: '2.1.1' | '2.2.1' | '2.3.0';
  readonly tariff: object;
  readonly options?: FoldOptions;
  /** UTC. */
  readonly from: string;
  readonly course: readonly Stretch[];
  readonly expired?: boolean;
};

const TIMES = new Set(['TIME', 'PARKING_TIME', 'RESERVATION_TIME']);

/** Folds an example's tariff and periods from the wire and prices them. */
export function price(example: Example): PricedSession {
  const result = tryPrice(example);
  if (result.kind !== 'priced') throw new Error(`${result.reason}: ${result.detail}`);
  return result.result;
}

export function tryPrice({
  version,
  tariff,
  options,
  from,
  course,
  expired,
}: Example): PriceSessionResult {
  const begin = Date.parse(from);
  const starts = course.map((_, index) =>
    course.slice(0, index).reduce((at, { minutes }) => at + minutes * 60_000, begin),
  );
  const lasted = course.reduce((total, { minutes }) => total + minutes, 0);
  const periods = course.map(({ minutes, ...volumes }, index) => ({
    start_date_time: iso(starts[index] ?? begin),
    dimensions: Object.entries(volumes).map(([type, volume]) => ({
      type,
      volume: TIMES.has(type) ? hours(volume) : volume,
    })),
  }));
  const stand = { party: partyRef('NL', 'TNM'), ...options };
  return priceSession({
    tariffs: [folded(foldTariff(version, tariff, stand))],
    periods: folded(foldPeriods(version, periods)),
    startedAt: iso(begin),
    endedAt: iso(begin + lasted * 60_000),
    timeZone: 'UTC',
    ...(expired === undefined ? {} : { reservationExpired: expired }),
  });
}

export function folded<T>(read: ReadResult<T>): T {
  if (read.ok) return read.value;
  throw new Error(read.problems.map(({ pointer, reason }) => `${pointer} ${reason}`).join('; '));
}

/** As CPOs write minutes: hours with six decimals. */
function hours(minutes: number): string {
  return (minutes / 60).toFixed(6);
}

function iso(at: number) {
  return new Date(at).toISOString() as never;
}

/** An amount at two decimals, half-up, as the specification prints it; undefined stays so. */
export function cents(amount: Exact | undefined, decimals = 2): string | undefined {
  return amount && toDecimal({ num: roundHalfUp(amount, decimals), den: 10n ** BigInt(decimals) });
}

/** What was billed of a dimension: kWh, or minutes of the times. */
export function billed(session: PricedSession, dimension: string): Decimal {
  const parts = session.parts.filter((part) => part.dimension === dimension);
  const total = sum(parts.map((part) => part.billed));
  return toDecimal(dimension === 'ENERGY' ? total : multiply(total, exact(60n)));
}

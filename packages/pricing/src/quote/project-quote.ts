import { instantOf } from '@peregrine/domain';
import { isTimeZone } from '../price/local-time.ts';
import { type ChargeSlice, chargeSlices, unquotable } from './charge-slices.ts';
import { clockEvents, priceEvents } from './price-events.ts';
import { chargingMs, projectSession } from './project-session.ts';
import type {
  ProjectedSession,
  ProjectedVariant,
  Projection,
  QuoteFactor,
  QuoteInput,
  QuoteSpread,
  Unquotable,
} from './types.ts';

/** Where the caller does not say better. The start may wait as long as a shown price holds. */
const SPREAD: QuoteSpread = {
  slowestPercent: 60,
  fastestPercent: 100,
  laterSeconds: 900,
  longerSeconds: 900,
};

const LONGEST_MS = 7n * 86_400_000n;

type Choice<T> = { readonly value: T; readonly varies?: QuoteFactor };

/**
 * The sessions that a charge may become: the expected one, and every combination of a slower and a
 * faster power, a later start (also just when the price changes) and a longer stay.
 */
export function projectQuote(input: QuoteInput): Projection | Unquotable {
  const { timeZone } = input;
  if (!isTimeZone(timeZone)) return unquotable('time-zone', `unknown time zone ${timeZone}`);
  const slices = chargeSlices(input);
  if ('kind' in slices) return slices;
  const spread = { ...SPREAD, ...input.spread };
  const events = priceEvents(input.tariff);
  const powers = powerChoices(slices, spread);
  const stays = stayChoices(input.staySeconds ?? 0, spread);
  const longest = [...powers].map(({ value }) => chargingMs(value));
  if (longest.some((ms) => ms + stayMs(stays.at(-1)) > LONGEST_MS)) {
    return unquotable('too-long', 'the charge would take more than a week');
  }
  const project = (power: readonly ChargeSlice[], at: QuoteInput['at'], stay: bigint) =>
    projectSession({
      slices: power,
      events,
      startedAt: at,
      stayMs: stay,
      timeZone,
      connector: input.connector,
    });
  const starts = startChoices(input, spread, events.minutesOfDay);
  const sessions: ProjectedVariant[] = powers.flatMap((power) =>
    starts.flatMap((start) =>
      stays.map((stay) => ({
        ...project(power.value, start.value, stay.value),
        varies: [power, start, stay].flatMap(({ varies }) => (varies ? [varies] : [])),
      })),
    ),
  );
  const expected = project(slices, input.at, stayMs(stays[0]));
  return {
    kind: 'projected',
    expected,
    variants: sessions.filter(({ varies }) => varies.length > 0),
  };
}

function powerChoices(
  slices: readonly ChargeSlice[],
  { slowestPercent, fastestPercent }: QuoteSpread,
): readonly Choice<readonly ChargeSlice[]>[] {
  const scaled = (percent: number) =>
    slices.map((slice) => {
      const powerMw = (slice.powerMw * BigInt(percent)) / 100n;
      return { ...slice, powerMw: powerMw > 0n ? powerMw : 1n };
    });
  const others = [...new Set([slowestPercent, fastestPercent])].filter((it) => it !== 100);
  return [
    { value: slices },
    ...others.map((percent) => ({ value: scaled(percent), varies: 'power' }) as const),
  ];
}

function startChoices(
  { at, timeZone }: QuoteInput,
  { laterSeconds }: QuoteSpread,
  minutesOfDay: readonly number[],
): readonly Choice<ProjectedSession['startedAt']>[] {
  if (laterSeconds <= 0) return [{ value: at }];
  const latest = instantOf(new Date(Date.parse(at) + laterSeconds * 1_000));
  const changes = clockEvents(minutesOfDay, at, latest, timeZone).map((ms) =>
    instantOf(new Date(ms)),
  );
  return [
    { value: at },
    ...[...new Set([...changes, latest])].map((value) => ({ value, varies: 'start' }) as const),
  ];
}

function stayChoices(
  staySeconds: number,
  { longerSeconds }: QuoteSpread,
): readonly Choice<bigint>[] {
  const expected = BigInt(staySeconds) * 1_000n;
  if (longerSeconds <= 0) return [{ value: expected }];
  return [
    { value: expected },
    { value: expected + BigInt(longerSeconds) * 1_000n, varies: 'stay' },
  ];
}

function stayMs(choice: Choice<bigint> | undefined): bigint {
  return choice?.value ?? 0n;
}

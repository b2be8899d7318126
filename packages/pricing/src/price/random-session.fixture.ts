import {
  type CdrDimension,
  type ChargingPeriod,
  type Decimal,
  decimal,
  instantOf,
  type PriceComponent,
  type PriceLimit,
  type Rounding,
  TARIFF_DIMENSIONS,
  type Tariff,
  type TariffElement,
  type TariffRestrictions,
  type Tax,
} from '@peregrine/domain';
import { at, tariff } from './tariff.fixture.ts';
import type { PriceSessionInput } from './types.ts';

/** What really happened in a period; the input tells it rounded, as a CPO would. */
export type TruePeriod = {
  readonly startMs: number;
  readonly tariffId?: string;
  /** In Wh; negative when it flowed back. */
  readonly energyWh: number;
  readonly chargingSeconds: number;
  readonly parkingSeconds: number;
  readonly reservationSeconds: number;
  readonly flows: Readonly<Record<string, number>>;
};

export type RandomCase = {
  readonly input: PriceSessionInput;
  readonly truth: readonly TruePeriod[];
};

type Dice = {
  /** 0 to below `sides`. */
  roll(sides: number): number;
  chance(percent: number): boolean;
  pick<T>(values: readonly [T, ...T[]]): T;
};

/** Mulberry32: small, seeded, the same on every machine. */
function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const roll = (sides: number) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
  return {
    roll,
    chance: (percent) => roll(100) < percent,
    pick: (values) => values[roll(values.length)] ?? values[0],
  };
}

/** A tariff, or some, and a session for them; the same seed gives the same case. */
export function randomCase(seed: number): RandomCase {
  const dice = diceOf(seed);
  const count = dice.chance(80) ? 1 : 2 + dice.roll(2);
  const taxIncluded = dice.pick<Tariff['taxIncluded']>(['no', 'no', 'yes', 'not-applicable']);
  const tariffs = Array.from({ length: count }, (_, index) =>
    randomTariff(dice, index === 0 ? 'A' : `B${index}`, taxIncluded),
  );
  const start = Date.parse(dice.pick(STARTS)) + dice.roll(4 * 3_600) * 1_000;
  const truth = randomPeriods(dice, start, tariffs);
  const last = truth.at(-1);
  const lastSeconds = last ? secondsOf(last) : 0;
  return {
    truth,
    input: {
      tariffs,
      timeZone: dice.pick(ZONES),
      startedAt: instantOf(new Date(start)),
      endedAt: instantOf(new Date((last?.startMs ?? start) + lastSeconds * 1_000)),
      periods: truth.map((period) => tell(dice, period)),
      ...(dice.chance(50) && { reservationExpired: dice.chance(50) }),
    },
  };
}

/** Around both changes to and from daylight-saving time, a year's end and an ordinary day. */
const STARTS = [
  '2026-03-28T22:00:00Z',
  '2026-10-24T22:00:00Z',
  '2026-03-08T05:00:00Z',
  '2026-11-01T04:00:00Z',
  '2026-04-04T13:00:00Z',
  '2025-12-31T21:00:00Z',
  '2026-06-17T08:00:00Z',
] as const;
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'UTC',
] as const;
const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

function randomTariff(dice: Dice, tariffId: string, taxIncluded: Tariff['taxIncluded']): Tariff {
  const elements = Array.from({ length: 1 + dice.roll(5) }, () => randomElement(dice));
  return tariff(elements, {
    tariffId,
    taxIncluded,
    elementChoice: dice.chance(20) ? 'whole-element' : 'per-dimension',
    ...(dice.chance(15) && { minPrice: randomLimit(dice, 400) }),
    ...(dice.chance(15) && { maxPrice: randomLimit(dice, 3_000) }),
    ...(dice.chance(10) && { startsAt: at('2026-04-01T00:00:00Z') }),
    ...(dice.chance(5) && { restrictions: { startTime: '08:00', endTime: '22:00' } }),
  });
}

function randomLimit(dice: Dice, mostCents: number): PriceLimit {
  const cents = dice.roll(mostCents);
  const inclTax = decimal(`${(cents + dice.roll(200)) / 100}`);
  return { exclTax: decimal(`${cents / 100}`), ...(dice.chance(60) && { inclTax }) };
}

function randomElement(dice: Dice): TariffElement {
  const components = Array.from({ length: 1 + dice.roll(3) }, () => randomComponent(dice));
  if (dice.chance(45)) return { components };
  return { components, restrictions: randomRestrictions(dice) };
}

function randomComponent(dice: Dice): PriceComponent {
  const digits = dice.pick([0, 1, 2, 2, 4]);
  const rule = dice.pick<Rounding['rule']>(['up', 'down', 'near']);
  return {
    dimension: dice.pick(TARIFF_DIMENSIONS),
    price: decimal((dice.roll(60_000) / 10_000).toFixed(digits)),
    tax: randomTax(dice),
    stepSize: dice.pick([0, 1, 1, 60, 300, 500, 900, 1_000]),
    ...(dice.chance(5) && { stepRound: { granularity: decimal('1'), rule } }),
    ...(dice.chance(5) && { priceRound: { granularity: decimal('0.001'), rule } }),
  };
}

function randomTax(dice: Dice): Tax {
  if (dice.chance(8)) return { kind: 'unknown' };
  if (dice.chance(8)) return { kind: 'none' };
  return { kind: 'rate', percent: decimal(dice.pick(['0', '7.7', '10', '19', '20', '25.5'])) };
}

function randomRestrictions(dice: Dice): TariffRestrictions {
  const clock = () =>
    `${String(dice.roll(24)).padStart(2, '0')}:${dice.pick(['00', '00', '15', '30', '59'])}`;
  const day = () => dice.pick(['2026-03-29', '2026-10-25', '2026-01-01', '2026-11-01']);
  const some = <T>(percent: number, value: () => T) => (dice.chance(percent) ? value() : undefined);
  const drawn: Record<string, unknown> = {
    startTime: some(25, clock),
    endTime: some(25, clock),
    startDate: some(8, day),
    endDate: some(8, day),
    daysOfWeek: some(20, () => DAYS.filter(() => dice.chance(60))),
    minKwh: some(15, () => decimal(`${dice.roll(200) / 10}`)),
    maxKwh: some(15, () => decimal(`${dice.roll(400) / 10}`)),
    minDurationSeconds: some(15, () => dice.roll(90) * 60),
    maxDurationSeconds: some(15, () => dice.roll(180) * 60),
    minPowerKw: some(8, () => decimal(`${dice.roll(30)}`)),
    maxPowerKw: some(8, () => decimal(`${dice.roll(60)}`)),
    maxCurrentA: some(8, () => decimal(`${dice.roll(64)}`)),
    reservation: some(15, () => dice.pick(['RESERVATION', 'RESERVATION_EXPIRES'])),
  };
  return Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined));
}

function randomPeriods(dice: Dice, start: number, tariffs: readonly Tariff[]): TruePeriod[] {
  const periods: TruePeriod[] = [];
  let startMs = start;
  const count = 1 + dice.roll(5);
  const reserved = dice.chance(25) ? 1 + dice.roll(2) : 0;
  for (let index = 0; index < count; index += 1) {
    const period = randomPeriod(dice, startMs, index < reserved, tariffs);
    periods.push(period);
    startMs += secondsOf(period) * 1_000;
  }
  return periods;
}

function randomPeriod(
  dice: Dice,
  startMs: number,
  isReservation: boolean,
  tariffs: readonly Tariff[],
): TruePeriod {
  const seconds = dice.chance(50) ? 60 * (1 + dice.roll(90)) : 1 + dice.roll(5_400);
  const named = tariffs[dice.roll(tariffs.length)]?.tariffId ?? 'A';
  const base = {
    startMs,
    energyWh: 0,
    chargingSeconds: 0,
    parkingSeconds: 0,
    reservationSeconds: 0,
    flows: {},
    ...(dice.chance(tariffs.length > 1 ? 80 : 20) && { tariffId: named }),
  };
  if (isReservation) return { ...base, reservationSeconds: seconds };
  if (dice.chance(30)) return { ...base, parkingSeconds: seconds };
  const parkingSeconds = dice.chance(10) ? dice.roll(seconds) : 0;
  const flows = dice.chance(90)
    ? { MIN_POWER: dice.roll(25), MAX_POWER: 25 + dice.roll(30), CURRENT: dice.roll(64) }
    : {};
  return {
    ...base,
    parkingSeconds,
    chargingSeconds: seconds - parkingSeconds,
    energyWh: dice.chance(5) ? -dice.roll(2_000) : dice.roll(25_000),
    flows,
  };
}

function secondsOf(period: TruePeriod): number {
  return period.chargingSeconds + period.parkingSeconds + period.reservationSeconds;
}

/** As a CDR tells it: decimal hours of four digits or more. */
function tell(dice: Dice, period: TruePeriod): ChargingPeriod {
  const hours = (seconds: number): Decimal =>
    decimal((seconds / 3_600).toFixed(dice.pick([4, 5, 6, 8])));
  const dimensions: CdrDimension[] = Object.entries(period.flows).map(([type, value]) => ({
    type,
    volume: decimal(`${value}`),
  }));
  const { energyWh, chargingSeconds, parkingSeconds, reservationSeconds } = period;
  if (energyWh !== 0) dimensions.push({ type: 'ENERGY', volume: decimal(`${energyWh / 1_000}`) });
  if (chargingSeconds > 0) dimensions.push({ type: 'TIME', volume: hours(chargingSeconds) });
  if (parkingSeconds > 0) dimensions.push({ type: 'PARKING_TIME', volume: hours(parkingSeconds) });
  if (reservationSeconds > 0) {
    dimensions.push({ type: 'RESERVATION_TIME', volume: hours(reservationSeconds) });
  }
  return {
    startedAt: instantOf(new Date(period.startMs)),
    dimensions,
    ...(period.tariffId !== undefined && { tariffId: period.tariffId }),
  };
}

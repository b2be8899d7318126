import { compare, decimal, exactOf, type Tariff, type TariffRestrictions } from '@peregrine/domain';
import { isDate } from './calendar-text.ts';

export const WEEKDAYS: readonly string[] = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
];

export const RESERVATIONS: readonly string[] = ['RESERVATION', 'RESERVATION_EXPIRES'];

/**
 * One thing that restrictions ask about a moment, cut into the fewest cells that every restriction of
 * the tariff can tell apart. A set of cells is the bits of one integer.
 */
export type Axis = {
  readonly labels: readonly string[];
  readonly all: bigint;
  /** Without what no ordinary charge shows: negative quantities, a reservation. */
  readonly usual: bigint;
  /** The least of a quantity that a period may spread over; the next axis holds the most. */
  readonly holdsLeast?: true;
  /** Of dates: the weekdays that each cell has, as cells of the axis of weekdays. */
  readonly weekdays?: readonly bigint[];
  readonly holdsWeekdays?: true;
  /** The cells in which the restrictions hold, as far as this axis goes. */
  cellsOf(restrictions: TariffRestrictions): bigint;
};

const ones = (from: number, to: number): bigint =>
  to <= from ? 0n : ((1n << BigInt(to - from)) - 1n) << BigInt(from);

/** A half-open range on an ordered line that is cut at `cuts`; cell 0 lies below the first cut. */
function rangeAxis<T>(
  cuts: readonly T[],
  text: (cut: T) => string,
  bounds: (restrictions: TariffRestrictions) => readonly [T | undefined, T | undefined],
  firstUsual: number,
): Axis {
  const cutAt = new Map(cuts.map((cut, index) => [text(cut), index + 1]));
  const cellFrom = (cut: T | undefined, otherwise: number) =>
    cut === undefined ? otherwise : (cutAt.get(text(cut)) ?? otherwise);
  const count = cuts.length + 1;
  return {
    labels: [
      ...cuts.slice(0, 1).map((cut) => `below ${text(cut)}`),
      ...cuts.map((cut) => `from ${text(cut)}`),
    ],
    all: ones(0, count),
    usual: ones(firstUsual, count),
    cellsOf(restrictions) {
      const [from, to] = bounds(restrictions);
      return ones(cellFrom(from, 0), cellFrom(to, count));
    },
  };
}

const NOTHING = decimal('0');

type Quantity = 'Kwh' | 'CurrentA' | 'PowerKw';
const UNITS: Readonly<Record<Quantity, string>> = { Kwh: 'kWh', CurrentA: 'A', PowerKw: 'kW' };

/**
 * The lower bound asks the least that a period reports and the upper one the most; so a quantity with
 * a spread (current, power) has an axis for each, and one without has both on one.
 */
function quantityAxis(
  all: readonly TariffRestrictions[],
  of: Quantity,
  side?: 'min' | 'max',
): Axis {
  const values = all.flatMap((it) => [it[`min${of}`], it[`max${of}`]]);
  const known = [NOTHING, ...values.filter((it) => it !== undefined)];
  const cuts = [...new Set(known)].toSorted((a, b) => compare(exactOf(a), exactOf(b)));
  return rangeAxis(
    cuts,
    (cut) => `${cut} ${UNITS[of]}`,
    (it) => [
      side === 'max' ? undefined : it[`min${of}`],
      side === 'min' ? undefined : it[`max${of}`],
    ],
    cuts.indexOf(NOTHING) + 1,
  );
}

function durationAxis(all: readonly TariffRestrictions[]): Axis {
  const values = all.flatMap((it) => [it.minDurationSeconds, it.maxDurationSeconds]);
  const cuts = [...new Set([0, ...values.filter((it) => it !== undefined)])].toSorted(
    (a, b) => a - b,
  );
  return rangeAxis(
    cuts,
    (cut) => `${cut} s`,
    (it) => [it.minDurationSeconds, it.maxDurationSeconds],
    cuts.indexOf(0) + 1,
  );
}

function dateAxis(all: readonly TariffRestrictions[]): Axis {
  const dates = all
    .flatMap((it) => [it.startDate, it.endDate])
    .flatMap((it) => (it !== undefined && isDate(it) ? [it] : []));
  const cuts = [...new Set(dates)].toSorted();
  const axis = rangeAxis(
    cuts,
    (cut) => cut,
    (it) => [it.startDate, it.endDate],
    0,
  );
  const between = cuts.slice(1).map((cut, index) => weekdaysBetween(cuts[index] ?? cut, cut));
  const week = ones(0, WEEKDAYS.length);
  return { ...axis, weekdays: [week, ...between, week] };
}

const DAY_MS = 86_400_000;

/** The weekdays from one date to another, exclusive; all seven once a week lies between. */
function weekdaysBetween(from: string, to: string): bigint {
  const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
  const first = dayOf(from);
  let cells = 0n;
  for (let day = first; day < Math.min(dayOf(to), first + WEEKDAYS.length); day += 1) {
    // 1970-01-01 was a Thursday; days before it count backwards.
    cells |= 1n << BigInt((((day + 3) % 7) + 7) % 7);
  }
  return cells;
}

/** An end before the start wraps over midnight; 00:00 as an end is the end of the day. */
function timeAxis(all: readonly TariffRestrictions[]): Axis {
  const times = all.flatMap((it) => [it.startTime, it.endTime]).filter((it) => it !== undefined);
  const cuts = [...new Set(['00:00', ...times])].toSorted();
  const whole = ones(0, cuts.length);
  return {
    labels: cuts.map((cut) => `from ${cut}`),
    all: whole,
    usual: whole,
    cellsOf({ startTime = '00:00', endTime = '00:00' }) {
      if (startTime === endTime) return whole;
      const [from, to] = [cuts.indexOf(startTime), cuts.indexOf(endTime)];
      if (to === 0) return ones(from, cuts.length);
      return from < to ? ones(from, to) : ones(0, to) | ones(from, cuts.length);
    },
  };
}

function weekdayAxis(): Axis {
  const cell = (day: string) => {
    const index = WEEKDAYS.indexOf(day);
    return index < 0 ? 0n : 1n << BigInt(index);
  };
  return {
    labels: WEEKDAYS.map((day) => `on a ${day[0]}${day.slice(1).toLowerCase()}`),
    all: ones(0, 7),
    usual: ones(0, 7),
    holdsWeekdays: true,
    cellsOf: ({ daysOfWeek = [] }) =>
      daysOfWeek.length === 0
        ? ones(0, 7)
        : daysOfWeek.reduce((cells, day) => cells | cell(day), 0n),
  };
}

function reservationAxis(): Axis {
  return {
    labels: ['charging', 'in a reservation', 'in an expired reservation'],
    all: 0b111n,
    usual: 0b001n,
    cellsOf: ({ reservation }) =>
      reservation === undefined
        ? 0b001n
        : 0b010n << BigInt(Math.max(0, RESERVATIONS.indexOf(reservation))),
  };
}

/** Names of restrictions that an axis is about; without any of them there is no need for it. */
const ABOUT: readonly (readonly [
  readonly (keyof TariffRestrictions)[],
  (all: readonly TariffRestrictions[]) => readonly Axis[],
])[] = [
  [['daysOfWeek'], () => [weekdayAxis()]],
  [['startTime', 'endTime'], (all) => [timeAxis(all)]],
  [['startDate', 'endDate'], (all) => [dateAxis(all)]],
  [['minKwh', 'maxKwh'], (all) => [quantityAxis(all, 'Kwh')]],
  [['minDurationSeconds', 'maxDurationSeconds'], (all) => [durationAxis(all)]],
  [['minCurrentA', 'maxCurrentA'], (all) => spread(all, 'CurrentA')],
  [['minPowerKw', 'maxPowerKw'], (all) => spread(all, 'PowerKw')],
  [['reservation'], () => [reservationAxis()]],
];

const spread = (all: readonly TariffRestrictions[], of: Quantity): readonly Axis[] => [
  { ...quantityAxis(all, of, 'min'), holdsLeast: true },
  quantityAxis(all, of, 'max'),
];

/** The axes that a tariff's restrictions need; one that `holdsLeast` is followed by that of the most. */
export function axesOf(tariff: Tariff): readonly Axis[] {
  const all = tariff.elements.map((element) => element.restrictions ?? {});
  return ABOUT.flatMap(([names, make]) => {
    const isNeeded = all.some((it) => names.some((name) => it[name] !== undefined));
    return isNeeded ? make(all) : [];
  });
}

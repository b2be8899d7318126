import type { Tariff, TariffElement, TariffRestrictions } from '@peregrine/domain';
import { type Axis, axesOf, RESERVATIONS } from './axes.ts';
import { isDate, isTimeOfDay } from './calendar-text.ts';

/**
 * A set of moments of a charge: one set of cells per axis, all of which must hold. What an element
 * restricts itself to is one box, so whether earlier elements leave it anything is a subtraction.
 */
export type Box = readonly bigint[];

export type Situations = {
  readonly axes: readonly Axis[];
  /** Every moment, and the moments of an ordinary charge. */
  readonly all: Box;
  readonly usual: Box;
  /** Of each element; undefined where its restrictions cannot be read. */
  readonly boxes: readonly (Box | undefined)[];
  /** Where the axis of a least value is; that of the most comes next. */
  readonly least: readonly number[];
  /** Where the axes of weekdays and dates are, with the weekdays that each cell of dates has. */
  readonly calendar?: {
    readonly weekdays: number;
    readonly dates: number;
    readonly cells: readonly bigint[];
  };
  /** Comparisons left, after which the answer is "cannot tell": a tariff is no place for a puzzle. */
  readonly effort: { left: number };
};

const EFFORT = 100_000;

export function situationsOf(tariff: Tariff): Situations {
  const axes = axesOf(tariff);
  return {
    axes,
    all: axes.map((axis) => axis.all),
    usual: axes.map((axis) => axis.usual),
    boxes: tariff.elements.map((element) => boxOf(axes, element)),
    least: axes.flatMap(({ holdsLeast }, index) => (holdsLeast ? [index] : [])),
    ...calendarOf(axes),
    effort: { left: EFFORT },
  };
}

function calendarOf(axes: readonly Axis[]): Pick<Situations, 'calendar'> {
  const weekdays = axes.findIndex((axis) => axis.holdsWeekdays);
  const dates = axes.findIndex((axis) => axis.weekdays);
  const cells = axes[dates]?.weekdays;
  return weekdays < 0 || !cells ? {} : { calendar: { weekdays, dates, cells } };
}

function boxOf(axes: readonly Axis[], { restrictions = {} }: TariffElement): Box | undefined {
  return isReadable(restrictions) ? axes.map((axis) => axis.cellsOf(restrictions)) : undefined;
}

function isReadable(restrictions: TariffRestrictions): boolean {
  const { startTime, endTime, startDate, endDate, reservation, unknown = [] } = restrictions;
  const { secondStartTime, secondEndTime } = restrictions;
  return (
    unknown.length === 0 &&
    secondStartTime === undefined &&
    secondEndTime === undefined &&
    [startTime, endTime].every((it) => it === undefined || isTimeOfDay(it)) &&
    [startDate, endDate].every((it) => it === undefined || isDate(it)) &&
    (reservation === undefined || RESERVATIONS.includes(reservation))
  );
}

export function intersect(a: Box, b: Box): Box {
  return a.map((cells, axis) => cells & (b[axis] ?? 0n));
}

/**
 * No moment at all: an axis without a cell, a least value above every greatest one, or dates without
 * the weekdays.
 */
export function isEmpty({ least, calendar }: Situations, box: Box): boolean {
  if (box.includes(0n)) return true;
  if (least.some((axis) => (box[axis + 1] ?? 0n) < lowestBit(box[axis] ?? 0n))) return true;
  if (!calendar) return false;
  const [weekdays = 0n, dates = 0n] = [box[calendar.weekdays], box[calendar.dates]];
  const meets = (days: bigint, cell: number) =>
    (days & weekdays) !== 0n && ((dates >> BigInt(cell)) & 1n) === 1n;
  return !calendar.cells.some(meets);
}

/** Holds for a quantity that does not change within a period, which is how periods should be cut. */
export function isSteady({ least }: Situations, box: Box): boolean {
  return least.every((axis) => ((box[axis] ?? 0n) & (box[axis + 1] ?? 0n)) !== 0n);
}

export function isWithin(inner: Box, outer: Box): boolean {
  return inner.every((cells, axis) => (cells & ~(outer[axis] ?? 0n)) === 0n);
}

/** What of `boxes` no box of `taken` covers; undefined when that takes too much effort to tell. */
export function subtract(
  situations: Situations,
  boxes: readonly Box[],
  taken: readonly Box[],
): readonly Box[] | undefined {
  let rest = boxes.filter((box) => !isEmpty(situations, box));
  for (const cover of taken) {
    situations.effort.left -= rest.length;
    if (situations.effort.left < 0) return undefined;
    rest = rest.flatMap((box) => cut(situations, box, cover));
  }
  return rest;
}

function cut(situations: Situations, box: Box, cover: Box): readonly Box[] {
  if (isEmpty(situations, intersect(box, cover))) return [box];
  const pieces: Box[] = [];
  let rest = box;
  for (const [axis, cells] of cover.entries()) {
    const outside = (rest[axis] ?? 0n) & ~cells;
    if (outside === 0n) continue;
    const piece = rest.with(axis, outside);
    if (!isEmpty(situations, piece)) pieces.push(piece);
    rest = rest.with(axis, (rest[axis] ?? 0n) & cells);
  }
  return pieces;
}

/** One moment of a box in words: `on a Sunday, from 18:00`; what is true of all moments is left out. */
export function describeBox({ axes, usual }: Situations, box: Box): string {
  const words = axes.flatMap((axis, index) => {
    const cells = (box[index] ?? 0n) & (usual[index] ?? 0n);
    return cells === axis.usual ? [] : (axis.labels[lowestIndex(cells)] ?? []);
  });
  return [...new Set(words)].join(', ') || 'always';
}

const lowestBit = (cells: bigint): bigint => cells & -cells;
const lowestIndex = (cells: bigint): number => lowestBit(cells).toString(2).length - 1;

import {
  compare,
  type Decimal,
  exact,
  exactOf,
  type Tariff,
  type TariffElement,
  type TariffRestrictions,
} from '@peregrine/domain';
import { RESERVATIONS, WEEKDAYS } from './axes.ts';
import { isDate, isTimeOfDay } from './calendar-text.ts';
import { atComponent, atRestriction, found, listed, SPELLING } from './found.ts';
import type { LintFinding } from './types.ts';

type Where = readonly (string | number)[];

/**
 * Restrictions by themselves (OCPI 2.2.1 mod_tariffs, TariffRestrictions): each element's, and those of
 * the whole tariff, which GIREVE's 2.1.1 spells `restriction`.
 */
export function lintRestrictions(tariff: Tariff): readonly LintFinding[] {
  const whole = tariff.restrictions;
  const elements = tariff.elements.flatMap((element, index) => {
    const { restrictions } = element;
    if (!restrictions) return [];
    return [
      ...lintSet(restrictions, ['elements', index, 'restrictions'], tariff),
      ...lintReservation(element, restrictions, index),
    ];
  });
  return whole ? [...lintSet(whole, ['restriction'], tariff), ...elements] : elements;
}

function lintSet(
  restrictions: TariffRestrictions,
  where: Where,
  tariff: Tariff,
): readonly LintFinding[] {
  return [
    ...lintNames(restrictions, where),
    ...lintRanges(restrictions, where),
    ...WINDOWS.flatMap((names) => lintWindow(restrictions, where, names)),
    ...lintDates(restrictions, where, tariff),
    ...lintWeekdays(restrictions, where),
  ];
}

/** Additions of a dialect that stand beside restrictions, and that the fold keeps among them. */
const OF_COMPONENTS = ['price_round', 'step_round', 'exact_price_component'];

function lintNames({ unknown = [] }: TariffRestrictions, where: Where): readonly LintFinding[] {
  return unknown.map((name) => {
    const reason = `Nobody can tell what ${name} means here, and so not what the price is.`;
    const ofTariff = where.length === 1 ? [name] : [...where, name];
    const at = OF_COMPONENTS.includes(name) ? [...where.slice(0, 2), 'price_components'] : ofTariff;
    return found('restriction-unknown', 'error', at, reason);
  });
}

const RANGES = [
  ['minKwh', 'maxKwh'],
  ['minCurrentA', 'maxCurrentA'],
  ['minPowerKw', 'maxPowerKw'],
  ['minDurationSeconds', 'maxDurationSeconds'],
] as const;

function lintRanges(restrictions: TariffRestrictions, where: Where): readonly LintFinding[] {
  return RANGES.flatMap(([lower, upper]) => {
    const [min, max] = [quantity(restrictions[lower]), quantity(restrictions[upper])];
    const findings: LintFinding[] = [];
    if (min && min.num <= 0n) {
      const reason = 'Nothing is below 0: it restricts nothing.';
      findings.push(found('restriction-needless', 'info', [...where, SPELLING[lower]], reason));
    }
    const at = [...where, SPELLING[upper]];
    if (max && max.num <= 0n) {
      const reason = 'The maximum is exclusive, so nothing is below 0: it never holds.';
      findings.push(found('restriction-never-holds', 'error', at, reason));
    } else if (min && max && compare(min, max) >= 0) {
      const reason = `${SPELLING[lower]} is inclusive and ${SPELLING[upper]} exclusive: nothing lies between.`;
      const swap = compare(min, max) > 0 ? 'Exchange the two values.' : undefined;
      findings.push(found('restriction-crossed', 'error', at, reason, swap));
    }
    return findings;
  });
}

function quantity(value: Decimal | number | undefined) {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return exactOf(value);
  return Number.isFinite(value) ? exact(BigInt(Math.trunc(value))) : undefined;
}

const WINDOWS = [
  ['startTime', 'endTime'],
  ['secondStartTime', 'secondEndTime'],
] as const;

function lintWindow(
  restrictions: TariffRestrictions,
  where: Where,
  names: (typeof WINDOWS)[number],
): readonly LintFinding[] {
  const [start, end] = names.map((name) => restrictions[name]);
  const malformed = names.flatMap((name) => {
    const value = restrictions[name];
    if (value === undefined || isTimeOfDay(value)) return [];
    const reason = 'No time of day: it takes HH:MM from 00:00 to 23:59.';
    const day = value.startsWith('24:00') ? '00:00 as an end means the end of the day.' : undefined;
    return [found('restriction-malformed', 'error', [...where, SPELLING[name]], reason, day)];
  });
  if (malformed.length > 0 || (start === undefined && end === undefined)) return malformed;
  if ((start ?? '00:00') !== (end ?? '00:00')) return [];
  if (start === undefined || start === '00:00') {
    const at = [...where, SPELLING[start === undefined ? names[1] : names[0]]];
    return [found('restriction-needless', 'info', at, 'From midnight to midnight is always.')];
  }
  const reason = 'start_time and end_time are the same: read as the whole day, others read never.';
  const meant = 'Leave both out if the whole day is meant.';
  return [found('whole-day', 'warning', [...where, SPELLING[names[1]]], reason, meant)];
}

function lintDates(
  restrictions: TariffRestrictions,
  where: Where,
  tariff: Tariff,
): readonly LintFinding[] {
  const { startDate, endDate } = restrictions;
  const malformed = (['startDate', 'endDate'] as const).flatMap((name) => {
    const value = restrictions[name];
    if (value === undefined || isDate(value)) return [];
    const reason = 'No such day: it takes YYYY-MM-DD.';
    return [found('restriction-malformed', 'error', [...where, SPELLING[name]], reason)];
  });
  if (malformed.length > 0) return malformed;
  const atEnd = [...where, SPELLING.endDate];
  if (startDate !== undefined && endDate !== undefined && startDate >= endDate) {
    const reason = 'end_date is exclusive and not after start_date: no day lies between.';
    const next = startDate === endDate ? 'For one day, end_date is the day after.' : undefined;
    return [found('restriction-crossed', 'error', atEnd, reason, next)];
  }
  // The tariff's instants are UTC, the dates local: a place may be 12 h behind or 14 h ahead.
  const firstDay = dayOf(tariff.startsAt, -12);
  if (endDate !== undefined && firstDay !== undefined && endDate <= firstDay) {
    const reason = 'It ends before the tariff itself starts.';
    return [found('outside-validity', 'warning', atEnd, reason)];
  }
  const lastDay = dayOf(tariff.endsAt, 14);
  if (startDate !== undefined && lastDay !== undefined && startDate > lastDay) {
    const reason = 'It starts after the tariff itself ends.';
    return [found('outside-validity', 'warning', [...where, SPELLING.startDate], reason)];
  }
  return [];
}

function dayOf(instant: string | undefined, hours: number): string | undefined {
  if (instant === undefined) return undefined;
  return new Date(Date.parse(instant) + hours * 3_600_000).toISOString().slice(0, 10);
}

function lintWeekdays(
  { daysOfWeek = [] }: TariffRestrictions,
  where: Where,
): readonly LintFinding[] {
  const findings = daysOfWeek.flatMap((day, position) => {
    const at = [...where, SPELLING.daysOfWeek, position];
    if (!WEEKDAYS.includes(day)) {
      const known = WEEKDAYS.find((it) => it.startsWith(day.slice(0, 3).toUpperCase()));
      const reason = 'No day of the week: it takes MONDAY to SUNDAY.';
      return [found('restriction-malformed', 'error', at, reason, day && known)];
    }
    if (daysOfWeek.indexOf(day) === position) return [];
    return [found('weekday-repeated', 'info', at, `${day} is listed twice.`)];
  });
  if (!WEEKDAYS.every((day) => daysOfWeek.includes(day))) return findings;
  const reason = 'Every day of the week is listed: it restricts nothing.';
  const at = [...where, SPELLING.daysOfWeek];
  return [...findings, found('weekdays-all', 'info', at, reason, 'Leave day_of_week out.')];
}

const DRAWN = [
  'minKwh',
  'minCurrentA',
  'maxCurrentA',
  'minPowerKw',
  'maxPowerKw',
] as const satisfies readonly (keyof TariffRestrictions)[];

function lintReservation(
  { components }: TariffElement,
  restrictions: TariffRestrictions,
  index: number,
): readonly LintFinding[] {
  const { reservation } = restrictions;
  if (reservation === undefined) return [];
  if (!RESERVATIONS.includes(reservation)) {
    const reason = `It takes ${listed(RESERVATIONS)}: whether it holds cannot be told.`;
    return [
      found('reservation-unknown', 'error', atRestriction(index, SPELLING.reservation), reason),
    ];
  }
  const never = components.flatMap(({ dimension }, component) => {
    if (dimension === 'FLAT' || dimension === 'TIME') return [];
    const reason = `A reservation has no ${dimension}: this price never applies.`;
    const at = atComponent(index, component, 'type');
    return [found('reservation-dimension', 'error', at, reason, 'FLAT or TIME.')];
  });
  const drawn = DRAWN.filter((name) => restrictions[name] !== undefined).map((name) => {
    const reason = 'Nothing flows in a reservation: whether this holds is never measured.';
    return found(
      'reservation-restriction',
      'warning',
      atRestriction(index, SPELLING[name]),
      reason,
    );
  });
  return [...never, ...drawn];
}

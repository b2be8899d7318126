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

/** Each element's restrictions by themselves (OCPI 2.2.1 mod_tariffs, TariffRestrictions). */
export function lintRestrictions(tariff: Tariff): readonly LintFinding[] {
  return tariff.elements.flatMap((element, index) => {
    const { restrictions } = element;
    if (!restrictions) return [];
    return [
      ...lintNames(restrictions, index),
      ...lintRanges(restrictions, index),
      ...lintTimeOfDay(restrictions, index),
      ...lintDates(restrictions, index, tariff),
      ...lintWeekdays(restrictions, index),
      ...lintReservation(element, restrictions, index),
    ];
  });
}

function lintNames({ unknown = [] }: TariffRestrictions, index: number): readonly LintFinding[] {
  return unknown.map((name) => {
    const reason = `OCPI has no restriction ${name}: whether it holds cannot be told, so no price can.`;
    return found('restriction-unknown', 'error', atRestriction(index, name), reason);
  });
}

const RANGES = [
  ['minKwh', 'maxKwh'],
  ['minCurrentA', 'maxCurrentA'],
  ['minPowerKw', 'maxPowerKw'],
  ['minDurationSeconds', 'maxDurationSeconds'],
] as const;

function lintRanges(restrictions: TariffRestrictions, index: number): readonly LintFinding[] {
  return RANGES.flatMap(([lower, upper]) => {
    const [min, max] = [quantity(restrictions[lower]), quantity(restrictions[upper])];
    const findings: LintFinding[] = [];
    if (min && min.num <= 0n) {
      const reason = 'Nothing is below 0: it restricts nothing.';
      findings.push(
        found('restriction-needless', 'info', atRestriction(index, SPELLING[lower]), reason),
      );
    }
    const at = atRestriction(index, SPELLING[upper]);
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

function lintTimeOfDay(restrictions: TariffRestrictions, index: number): readonly LintFinding[] {
  const { startTime, endTime } = restrictions;
  const malformed = (['startTime', 'endTime'] as const).flatMap((name) => {
    const value = restrictions[name];
    if (value === undefined || isTimeOfDay(value)) return [];
    const at = atRestriction(index, SPELLING[name]);
    const reason = 'No time of day: it takes HH:MM from 00:00 to 23:59.';
    const end = value.startsWith('24:00') ? '00:00 as an end means the end of the day.' : undefined;
    return [found('restriction-malformed', 'error', at, reason, end)];
  });
  if (malformed.length > 0 || (startTime === undefined && endTime === undefined)) return malformed;
  if ((startTime ?? '00:00') !== (endTime ?? '00:00')) return [];
  if (startTime === undefined || startTime === '00:00') {
    const name = startTime === undefined ? 'endTime' : 'startTime';
    const reason = 'From midnight to midnight is always.';
    return [found('restriction-needless', 'info', atRestriction(index, SPELLING[name]), reason)];
  }
  const reason = 'start_time and end_time are the same: read as the whole day, others read never.';
  return [
    found(
      'whole-day',
      'warning',
      atRestriction(index, SPELLING.endTime),
      reason,
      'Leave both out if the whole day is meant.',
    ),
  ];
}

function lintDates(
  restrictions: TariffRestrictions,
  index: number,
  tariff: Tariff,
): readonly LintFinding[] {
  const { startDate, endDate } = restrictions;
  const malformed = (['startDate', 'endDate'] as const).flatMap((name) => {
    const value = restrictions[name];
    if (value === undefined || isDate(value)) return [];
    const reason = 'No such day: it takes YYYY-MM-DD.';
    return [found('restriction-malformed', 'error', atRestriction(index, SPELLING[name]), reason)];
  });
  if (malformed.length > 0) return malformed;
  const atEnd = atRestriction(index, SPELLING.endDate);
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
    return [found('outside-validity', 'warning', atRestriction(index, SPELLING.startDate), reason)];
  }
  return [];
}

function dayOf(instant: string | undefined, hours: number): string | undefined {
  if (instant === undefined) return undefined;
  return new Date(Date.parse(instant) + hours * 3_600_000).toISOString().slice(0, 10);
}

function lintWeekdays(
  { daysOfWeek = [] }: TariffRestrictions,
  index: number,
): readonly LintFinding[] {
  const findings = daysOfWeek.flatMap((day, position) => {
    const at = atRestriction(index, SPELLING.daysOfWeek, position);
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
  const at = atRestriction(index, SPELLING.daysOfWeek);
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

import type { TariffRestrictions } from '@peregrine/domain';
import { count, type Leaf, number, takeOrRefuse, text } from './leaves.ts';
import { needPart, observe, type PartReader, put, type Reading, refuse } from './reading.ts';

/** Reads one restriction into those of its element; answers false where its meaning is unknown. */
type RestrictionReader = (reading: Reading, value: unknown, into: TariffRestrictions) => boolean;

/** The restrictions of one version by their names. */
export type KnownRestrictions = ReadonlyMap<string, RestrictionReader>;

/**
 * Restrictions at `key`. One that cannot be read spoils its tariff, since it would change the price;
 * one that is not known is kept by its name: nobody can tell whether it holds. Undefined where
 * nothing is restricted.
 */
export function takeRestrictions(
  reading: Reading,
  value: unknown,
  key: string,
  read: PartReader<TariffRestrictions | undefined>,
): TariffRestrictions | undefined {
  return value === undefined || value === null ? undefined : needPart(reading, value, key, read);
}

/** A reader of restrictions of which those of `known` have a meaning. */
export function restrictionsReader(
  known: KnownRestrictions,
): PartReader<TariffRestrictions | undefined> {
  return (reading, sent) => {
    const restrictions: TariffRestrictions = {};
    const unknown: string[] = [];
    let restricts = false;
    // Key by key, since most restrictions are absent from most elements.
    for (const key in sent) {
      const value = sent[key];
      if (value === null || value === undefined || value === '') continue;
      restricts = true;
      if (known.get(key)?.(reading, value, restrictions) === true) continue;
      unknown.push(key.slice(0, 64));
      observe(reading, 'unknown-restriction', key.slice(0, 64), 'nobody can tell whether it holds');
    }
    if (unknown.length > 0) put(restrictions, 'unknown', unknown);
    return restricts ? restrictions : undefined;
  };
}

function reads<K extends keyof TariffRestrictions>(
  key: string,
  name: K,
  leaf: Leaf<NonNullable<TariffRestrictions[K]>>,
): readonly [string, RestrictionReader] {
  return [
    key,
    (reading, value, into) => {
      put(into, name, takeOrRefuse(reading, value, key, leaf));
      return true;
    },
  ];
}

const TIME = /^\s*(\d{1,2}):(\d{2})(?::00)?\s*$/;

/** `HH:MM` in local time; a missing zero and `24:00`, the end of the day, are tolerated. */
const timeOfDay: Leaf<string> = {
  expected: 'expected a time of day as HH:MM',
  blank: '',
  read: (value) => {
    const [, hour = '', minute = ''] = (typeof value === 'string' && TIME.exec(value)) || [];
    if (hour === '24' && minute === '00') return '00:00';
    if (hour === '' || Number(hour) > 23 || Number(minute) > 59) return undefined;
    return `${hour.padStart(2, '0')}:${minute}`;
  },
};

const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

const date: Leaf<string> = {
  expected: 'expected a date as YYYY-MM-DD',
  blank: '',
  read: (value) => (typeof value === 'string' && DATE.test(value) ? value : undefined),
};

const WEEK = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const DAYS: ReadonlySet<string> = new Set(WEEK);

function readDays(reading: Reading, value: unknown, into: TariffRestrictions): boolean {
  if (!Array.isArray(value)) {
    refuse(reading, 'day_of_week', 'expected a list of days');
    return true;
  }
  const days = value.map((day) => (typeof day === 'string' ? day.trim().toUpperCase() : ''));
  if (days.length > 0) put(into, 'daysOfWeek', days);
  return days.every((day) => DAYS.has(day));
}

/** Whatever it says, an element that names a reservation prices no charge. */
function readReservation(reading: Reading, value: unknown, into: TariffRestrictions): boolean {
  const reservation = takeOrRefuse(reading, value, 'reservation', text)?.toUpperCase();
  put(into, 'reservation', reservation);
  return reservation === 'RESERVATION' || reservation === 'RESERVATION_EXPIRES';
}

/** The restrictions of OCPI 2.1.1 (mod_tariffs, TariffRestrictions). */
export const RESTRICTIONS_OF_211: KnownRestrictions = new Map([
  reads('start_time', 'startTime', timeOfDay),
  reads('end_time', 'endTime', timeOfDay),
  reads('start_date', 'startDate', date),
  reads('end_date', 'endDate', date),
  reads('min_kwh', 'minKwh', number),
  reads('max_kwh', 'maxKwh', number),
  reads('min_power', 'minPowerKw', number),
  reads('max_power', 'maxPowerKw', number),
  reads('min_duration', 'minDurationSeconds', count),
  reads('max_duration', 'maxDurationSeconds', count),
  ['day_of_week', readDays] as const,
]);

/** Those of OCPI 2.2 and later. */
export const RESTRICTIONS: KnownRestrictions = new Map([
  ...RESTRICTIONS_OF_211,
  reads('min_current', 'minCurrentA', number),
  reads('max_current', 'maxCurrentA', number),
  ['reservation', readReservation] as const,
]);

/** Those of a whole tariff, which GIREVE adds to 2.1.1: two windows of the day, and weekdays. */
export const RESTRICTIONS_OF_DAY: KnownRestrictions = new Map([
  reads('start_time', 'startTime', timeOfDay),
  reads('end_time', 'endTime', timeOfDay),
  reads('start_time_2', 'secondStartTime', timeOfDay),
  reads('end_time_2', 'secondEndTime', timeOfDay),
  ['day_of_week', readDays] as const,
]);

import {
  type Currency,
  type Decimal,
  exact,
  exactOf,
  type Instant,
  minorDigits,
  multiply,
  roundHalfUp,
} from '@peregrine/domain';
import type { ExplainLanguage } from './types.ts';

/** Decimals with which an unrounded sum is written. */
export const SUM_DECIMALS = 4;

/** Writes quantities, sums and clock times in a language; exact decimals never pass a float. */
export type Format = {
  /** A sum: all digits of the minor unit, at most `SUM_DECIMALS`. */
  readonly money: (value: Decimal) => string;
  readonly unitPrice: (value: Decimal) => string;
  readonly percent: (value: Decimal) => string;
  readonly plain: (value: Decimal) => string;
  /** `11.700 kWh` */
  readonly energy: (kwh: Decimal) => string;
  /** `17 min`, `1 h 5 min 12 s`, of decimal hours. */
  readonly hours: (hours: Decimal) => string;
  readonly seconds: (seconds: bigint) => string;
  readonly list: (texts: readonly string[]) => string;
  /** A day that a tariff names, `YYYY-MM-DD`. */
  readonly day: (date: string) => string;
  readonly weekdays: (names: readonly string[]) => string;
  /** `Sun, 1 Mar 2026, 10:43` and its zone, apart. */
  readonly clock: (at: Instant) => ClockText;
};

export type ClockText = { readonly day: string; readonly time: string; readonly zone: string };

const LOCALES: Readonly<Record<ExplainLanguage, string>> = { en: 'en-GB', de: 'de-DE' };

const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

/** Throws a RangeError on an unknown zone: a priced session has a known one. */
export function formatIn(language: ExplainLanguage, timeZone: string, currency: Currency): Format {
  const locale = LOCALES[language];
  const number = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(locale, options);
    return (value: string) => format.format(value as Intl.StringNumericLiteral);
  };
  const digits = minorDigits(currency);
  const money = (most: number) => {
    const shown = { minimumFractionDigits: digits, maximumFractionDigits: most };
    // Intl throws on what is no code at all: such a currency stands as it was sent.
    if (/^[a-z]{3}$/i.test(currency)) return number({ ...shown, style: 'currency', currency });
    const plain = number(shown);
    return (value: string) => `${plain(value)} ${currency}`;
  };
  const energy = number({ minimumFractionDigits: 3, maximumFractionDigits: 6 });
  const percent = number({ style: 'percent', maximumFractionDigits: 4 });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return {
    money: money(Math.max(SUM_DECIMALS, digits)),
    unitPrice: money(10),
    percent: (value) => percent(`${value}e-2`),
    plain: number({ maximumFractionDigits: 10 }),
    energy: (kwh) => `${energy(kwh)} kWh`,
    hours: (hours) => duration(roundHalfUp(multiply(exactOf(hours), exact(3_600n)), 0)),
    seconds: duration,
    list: (texts) => list.format(texts),
    day: (date) => (isDay(date) ? day.format(new Date(`${date}T00:00:00Z`)) : date),
    weekdays: (names) => list.format(names.map((name) => weekdayName(name, weekday))),
    clock: clockIn(locale, timeZone),
  };
}

function duration(seconds: bigint): string {
  const size = seconds < 0n ? -seconds : seconds;
  const units = [
    { count: size / 3_600n, unit: 'h' },
    { count: (size / 60n) % 60n, unit: 'min' },
    { count: size % 60n, unit: 's' },
  ];
  const told = units.filter(({ count }) => count > 0n);
  return told.length === 0 ? '0 s' : told.map(({ count, unit }) => `${count} ${unit}`).join(' ');
}

function isDay(date: string): boolean {
  return !Number.isNaN(Date.parse(`${date}T00:00:00Z`));
}

/** A name that is no weekday stays as it was sent. 5 January 1970 was a Monday. */
function weekdayName(name: string, format: Intl.DateTimeFormat): string {
  const index = WEEKDAYS.indexOf(name);
  return index < 0 ? name : format.format(Date.UTC(1970, 0, 5 + index));
}

function clockIn(locale: string, timeZone: string): Format['clock'] {
  const day = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone,
  });
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'short',
  });
  return (at) => {
    const parts = time.formatToParts(Date.parse(at));
    const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
    return {
      day: day.format(Date.parse(at)),
      time: `${of('hour')}:${of('minute')}`,
      zone: of('timeZoneName'),
    };
  };
}

import type { Decimal, Instant, MoneyText } from '@peregrine/domain';

export type Language = 'en' | 'de';

/** The languages that mails are written in; everybody else reads English. */
export function languageOf(locale: string): Language {
  return /^de\b/i.test(locale) ? 'de' : 'en';
}

// A day first and 24 hours, as drivers in Europe read it.
const TAGS: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };

/** Exact: the decimal text is formatted as it is, never through a float. */
function formatDecimal(
  value: string,
  language: Language,
  options: Intl.NumberFormatOptions,
): string {
  return new Intl.NumberFormat(TAGS[language], options).format(value as `${number}`);
}

/** `€12.28`, `12,28 €` */
export function formatMoney({ amount, currency }: MoneyText, language: Language): string {
  return formatDecimal(amount, language, { style: 'currency', currency });
}

/** A unit price with 4 decimals, as on screens: `0.5929`. */
export function formatUnitPrice(value: Decimal, language: Language): string {
  return formatDecimal(value, language, { minimumFractionDigits: 4, maximumFractionDigits: 4 });
}

/** kWh with 3 decimals, as receipts show it. */
export function formatEnergy(value: Decimal, language: Language): string {
  const digits = { minimumFractionDigits: 3, maximumFractionDigits: 3 };
  return `${formatDecimal(value, language, digits)} kWh`;
}

/** Hours as a driver counts them: `1 h 5 min`; seconds only below the minute. */
export function formatHours(value: Decimal): string {
  const seconds = Math.round(Number(value) * 3_600);
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3_600),
    Math.floor((seconds % 3_600) / 60),
    seconds % 60,
  ];
  const parts = [
    hours > 0 ? `${hours} h` : '',
    minutes > 0 ? `${minutes} min` : '',
    rest > 0 ? `${rest} s` : '',
  ].filter((part) => part !== '');
  return parts.join(' ') || '0 min';
}

/** `1 Mar 2026, 11:00 CET`, in the site's zone. */
export function formatTime(at: Instant, timeZone: string, language: Language): string {
  return new Intl.DateTimeFormat(TAGS[language], {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(Date.parse(at));
}

import { type MoneyText, parseDecimal } from '@peregrine/domain';
import { formatEnergy, formatMoney } from '@peregrine/ui';

/**
 * The details of a timeline entry as short texts: money and energy as such, names and codes as they
 * are; ids that only machines read are left out.
 */
export function eventDetails(
  details: Readonly<Record<string, unknown>>,
  locale: string,
): readonly string[] {
  if (isMoney(details)) return [formatMoney(details, locale)];
  const named = Object.entries(details).sort(([a], [b]) => rank(a) - rank(b));
  return named.flatMap(([name, value]): string[] => {
    if (isMoney(value)) return [formatMoney(value, locale)];
    if (name === 'energyKwh') return energy(value, locale);
    if (/Id$/.test(name) && name !== 'cdrId') return [];
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  });
}

const FIRST = ['code', 'number', 'energyKwh', 'total'];

function rank(name: string): number {
  const at = FIRST.indexOf(name);
  return at < 0 ? FIRST.length : at;
}

function energy(value: unknown, locale: string): string[] {
  const energyKwh = typeof value === 'string' ? parseDecimal(value) : undefined;
  return energyKwh === undefined ? [] : [formatEnergy(energyKwh, locale, 3)];
}

function isMoney(value: unknown): value is MoneyText {
  if (typeof value !== 'object' || value === null) return false;
  if (!('amount' in value && 'currency' in value)) return false;
  return typeof value.amount === 'string' && typeof value.currency === 'string';
}

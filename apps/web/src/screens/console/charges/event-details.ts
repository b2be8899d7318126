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
  return Object.entries(details).flatMap(([name, value]): string[] => {
    if (isMoney(value)) return [formatMoney(value, locale)];
    if (name === 'energyKwh') return energy(value, locale);
    if (/Id$/.test(name) && name !== 'cdrId') return [];
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  });
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

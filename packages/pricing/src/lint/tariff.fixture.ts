import {
  decimal,
  type PriceComponent,
  parseInstant,
  partyRef,
  type Tariff,
  type TariffDimension,
  type TariffElement,
  type TariffRestrictions,
  type Tax,
} from '@peregrine/domain';

export const vat = (percent: string): Tax => ({ kind: 'rate', percent: decimal(percent) });
export const NO_TAX: Tax = { kind: 'none' };

export function component(
  dimension: TariffDimension,
  price: string,
  stepSize = 1,
  tax: Tax = vat('19'),
): PriceComponent {
  return { dimension, price: decimal(price), tax, stepSize };
}

export function element(
  components: readonly PriceComponent[],
  restrictions?: TariffRestrictions,
): TariffElement {
  return { components, ...(restrictions && { restrictions }) };
}

export function instant(text: string) {
  const parsed = parseInstant(text);
  if (parsed === undefined) throw new Error(`no instant: ${text}`);
  return parsed;
}

export function tariff(elements: readonly TariffElement[], more: Partial<Tariff> = {}): Tariff {
  return {
    party: partyRef('DE', 'PER'),
    tariffId: 'T',
    currency: 'EUR',
    elementChoice: 'per-dimension',
    taxIncluded: 'no',
    elements,
    lastUpdated: instant('2026-01-01T00:00:00Z'),
    ...more,
  };
}

/** Everything has a sensible price at every moment: there is nothing to say about it. */
export const PLAIN = [
  component('ENERGY', '0.40'),
  component('TIME', '0'),
  component('PARKING_TIME', '3', 60),
] as const;

export const WEEK = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const;

export const energy = (price = '0.40') => component('ENERGY', price);
export const plain = (more: Partial<Tariff> = {}) => tariff([element(PLAIN)], more);
export const alone = (restrictions: TariffRestrictions) => tariff([element(PLAIN, restrictions)]);

/** An element with these restrictions before one without. */
export const restricted = (restrictions: TariffRestrictions, more: Partial<Tariff> = {}) =>
  tariff([element([energy('0.30')], restrictions), element(PLAIN)], more);

export const adHoc = (components: readonly PriceComponent[], more: Partial<Tariff> = {}) =>
  tariff([element(components)], { type: 'AD_HOC_PAYMENT', ...more });

import type { PriceComponent, TariffDimension, Tax } from '@peregrine/domain';
import { type Decimal, decimal, type Instant, partyRef, type Tariff } from '@peregrine/domain';

/** A tax of a rate in percent. */
export function vat(percent: string): Tax {
  return { kind: 'rate', percent: decimal(percent) };
}

/** `component('ENERGY', '0.45', { vat: '21' })`: one price, net; step 1 and unknown tax if not said. */
export function component(
  dimension: TariffDimension,
  price: string,
  options: { readonly vat?: string; readonly stepSize?: number } = {},
): PriceComponent {
  return {
    dimension,
    price: decimal(price),
    tax: options.vat === undefined ? { kind: 'unknown' } : vat(options.vat),
    stepSize: options.stepSize ?? 1,
  };
}

/** `LOW-STD` of the fixed world: ENERGY 0.45 per kWh and FLAT 0.35, both net with 21 % VAT. */
export function buildTariff(change: Partial<Tariff> = {}): Tariff {
  return {
    party: partyRef('NL', 'LOW'),
    tariffId: 'LOW-STD',
    currency: 'EUR',
    elementChoice: 'per-dimension',
    taxIncluded: 'no',
    elements: [
      {
        components: [
          component('ENERGY', '0.45', { vat: '21' }),
          component('FLAT', '0.35', { vat: '21' }),
        ],
      },
    ],
    lastUpdated: at('2026-01-01T00:00:00.000Z'),
    ...change,
  };
}

/** An instant that a test writes down. */
export function at(text: string): Instant {
  return new Date(text).toISOString() as Instant;
}

/** A decimal that a test writes down. */
export function dec(text: string): Decimal {
  return decimal(text);
}

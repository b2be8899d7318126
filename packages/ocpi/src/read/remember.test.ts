import { partyRef } from '@peregrine/domain';
import { expect, test } from 'vitest';
import { foldTariff as foldTariff211 } from '../v211/tariff.fold.ts';
import { foldTariff } from '../v221/tariff.fold.ts';
import type { ReadResult } from './read-object.ts';

function tariff(price: unknown = 0.25, more: object = {}) {
  return {
    country_code: 'NL',
    party_id: 'LOW',
    id: 'T',
    currency: 'EUR',
    elements: [{ price_components: [{ type: 'ENERGY', price, step_size: 1 }] }],
    last_updated: '2026-03-01T10:00:00Z',
    ...more,
  };
}

function valueIn<T>(read: ReadResult<T>): T {
  if (read.ok) return read.value;
  throw new Error(JSON.stringify(read.problems));
}

const priceOf = (read: ReturnType<typeof foldTariff>) =>
  valueIn(read).elements[0]?.components[0]?.price;

test('a tariff that comes again and again is the same object, and another is another', () => {
  expect(valueIn(foldTariff(tariff()))).toEqual(valueIn(foldTariff(tariff())));
  expect(valueIn(foldTariff(tariff()))).toBe(valueIn(foldTariff(tariff())));
  expect(priceOf(foldTariff(tariff(0.26)))).toBe('0.26');
  expect(priceOf(foldTariff(tariff()))).toBe('0.25');
  expect(valueIn(foldTariff(tariff(0.25, { min_price: { excl_vat: 1 } }))).minPrice).toBeDefined();
  expect(valueIn(foldTariff(tariff())).minPrice).toBeUndefined();
});

test('what was sent may change in the hands of its sender without changing what is remembered', () => {
  const sent = tariff();
  for (let time = 0; time < 3; time += 1) expect(priceOf(foldTariff(sent))).toBe('0.25');
  const [component] = sent.elements[0]?.price_components ?? [];
  if (component) component.price = 0.5;
  expect(priceOf(foldTariff(sent))).toBe('0.5');
  expect(priceOf(foldTariff(tariff()))).toBe('0.25');
});

test('whoever stands in for the party gets a tariff of its own', () => {
  const unnamed = tariff(0.25, { country_code: undefined, party_id: undefined });
  const owners = [partyRef('NL', 'ONE'), partyRef('NL', 'TWO')];
  for (const party of [...owners, ...owners, ...owners]) {
    expect(valueIn(foldTariff211(unnamed, { party })).party).toEqual(party);
    expect(valueIn(foldTariff(unnamed, { party })).party).toEqual(party);
  }
});

test('what was odd is told every time', () => {
  const odd = tariff(0.25, { tariff_alt_url: {} });
  for (const read of [foldTariff(odd), foldTariff(odd), foldTariff(odd)])
    expect(read).toMatchObject({ ok: true, findings: [{ pointer: '/tariff_alt_url' }] });
});

test.each([
  ['of many values', { energy_mix: { energy_sources: Array.from({ length: 2_001 }, () => 1) } }],
  ['of long texts', { tariff_alt_text: [{ language: 'en', text: 'x'.repeat(20_001) }] }],
  ['of a long id', { id: 'T'.repeat(201) }],
])('a tariff %s is read, but not kept', (_, more) => {
  const large = { ...tariff(0.25, more) };
  const [first, second, third] = [large, large, large].map((it) => valueIn(foldTariff(it)));
  expect(third).toEqual(first);
  expect(third).not.toBe(second);
});

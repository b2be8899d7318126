import { expect, test } from 'vitest';
import { foldCdr } from './cdr.fold.ts';
import { foldTariff } from './tariff.fold.ts';

const at = '2024-12-05T18:30:14Z';

function tariff(change: object = {}, component: object = {}) {
  return {
    country_code: 'DE',
    party_id: 'ALL',
    id: 'T',
    currency: 'EUR',
    tax_included: 'NO',
    elements: [
      { price_components: [{ type: 'ENERGY', price: 0.25, step_size: 1, vat: 10, ...component }] },
    ],
    last_updated: at,
    ...change,
  };
}

function cdr(change: object = {}) {
  return {
    country_code: 'DE',
    party_id: 'ALL',
    id: 'C',
    start_date_time: at,
    end_date_time: '2024-12-05T19:30:14Z',
    cdr_token: { country_code: 'DE', party_id: 'TNM', uid: 'U', type: 'RFID', contract_id: 'K' },
    auth_method: 'COMMAND',
    cdr_location: { id: 'L', evse_uid: 'E', connector_id: '1', address: 'A 1', country: 'DEU' },
    currency: 'EUR',
    charging_periods: [{ start_date_time: at, dimensions: [{ type: 'ENERGY', volume: 10 }] }],
    total_cost: { before_taxes: 2.5, taxes: [{ name: 'VAT', amount: 0.25 }] },
    total_energy: 10,
    total_time: 1,
    last_updated: at,
    ...change,
  };
}

const tax = (more: object) => ({ ...{ name: 'VAT', amount: 0.25 }, ...more });

test.each([
  ['YES', 'yes'],
  ['NO', 'no'],
  ['N/A', 'not-applicable'],
])('tax_included %s is data', (tax_included, taxIncluded) => {
  const component = tax_included === 'N/A' ? { vat: undefined } : {};
  expect(foldTariff(tariff({ tax_included }, component))).toMatchObject({
    ok: true,
    value: { taxIncluded },
    findings: [],
  });
});

test('a tariff that does not say whether tax is included is taken as before tax, and it is said', () => {
  expect(foldTariff(tariff({ tax_included: undefined }))).toMatchObject({
    value: { taxIncluded: 'no' },
    findings: [{ code: 'tax-included', pointer: '/tax_included' }],
  });
  expect(foldTariff(tariff({ tax_included: 'MAYBE' }))).toMatchObject({
    ok: false,
    problems: [{ pointer: '/tax_included' }],
  });
});

test('without vat a rate is unknown, unless no taxes are applicable at all', () => {
  const kind = (tax_included: string, vat: number | undefined) => {
    const read = foldTariff(tariff({ tax_included }, { vat }));
    return read.ok ? read.value.elements[0]?.components[0]?.tax.kind : read.problems;
  };
  expect(kind('NO', undefined)).toBe('unknown');
  expect(kind('YES', undefined)).toBe('unknown');
  expect(kind('N/A', undefined)).toBe('none');
  expect(kind('N/A', 0)).toBe('rate');
  expect(kind('N/A', 19)).toBe('unknown');
});

test('limits have two bounds of their own, and a broken one spoils the tariff', () => {
  const limits = {
    min_price: { before_taxes: 0.5, after_taxes: 0.55 },
    max_price: { before_taxes: 9 },
  };
  expect(foldTariff(tariff(limits))).toMatchObject({
    value: { minPrice: { exclTax: '0.5', inclTax: '0.55' }, maxPrice: { exclTax: '9' } },
  });
  expect(foldTariff(tariff({ max_price: { before_taxes: 1, after_taxes: 'x' } }))).toMatchObject({
    ok: false,
    problems: [{ pointer: '/max_price/after_taxes' }],
  });
});

test('after tax is before tax and every tax, exactly', () => {
  const taxes = [
    tax({ name: 'GST', amount: 0.1, percentage: 5, account_number: 'R1' }),
    tax({ name: 'QST', amount: '0.205' }),
  ];
  expect(foldCdr(cdr({ total_cost: { before_taxes: 2.2, taxes } }))).toMatchObject({
    value: {
      totalCost: {
        exclTax: '2.2',
        inclTax: '2.505',
        taxes: [
          { name: 'GST', percent: '5', taxAmount: '0.1', accountNumber: 'R1' },
          { name: 'QST', taxAmount: '0.205' },
        ],
      },
    },
  });
});

test('an empty list of taxes says none, a missing or broken one says nothing', () => {
  const total = (taxes: unknown) => {
    const read = foldCdr(cdr({ total_cost: { before_taxes: 2.5, taxes } }));
    return read.ok ? read.value.totalCost.inclTax : read.problems;
  };
  expect(total([])).toBe('2.5');
  expect(total(undefined)).toBeUndefined();
  expect(total(null)).toBeUndefined();
  expect(total([tax({}), tax({ amount: 'much' })])).toBeUndefined();
});

test('a credit takes its taxes back too', () => {
  const total_cost = { before_taxes: -2.5, taxes: [tax({ amount: -0.25 })] };
  expect(foldCdr(cdr({ total_cost, credit: true, credit_reference_id: 'B' }))).toMatchObject({
    value: { credit: true, creditReferenceId: 'B', totalCost: { inclTax: '-2.75' } },
  });
});

test('amounts written as 2.2.1 does are read, and it is said', () => {
  expect(foldCdr(cdr({ total_cost: { excl_vat: 2.5, incl_vat: 2.75 } }))).toMatchObject({
    value: { totalCost: { exclTax: '2.5', inclTax: '2.75' } },
    findings: [{ code: 'price-shape', pointer: '/total_cost' }],
  });
});

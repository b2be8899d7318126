import {
  add,
  compare,
  decimal,
  exactOf,
  type InvoiceReconciliationRecord,
  type PartnerInvoice,
  partyRef,
  scaledToDecimal,
  sum,
} from '@peregrine/domain';
import { array, assert, bigInt, constantFrom, property, record, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, price } from '../fixed-charges.fixture.ts';
import { matchInvoice } from './match-invoice.ts';
import type { InvoicedCdr, MatchInvoiceInput } from './types.ts';

const low = partyRef('NL', 'LOW');
const ours = partyRef('NL', 'PER');
const issuedAt = at('2026-04-01T00:00:00Z');

const direct: PartnerInvoice = {
  invoiceId: 'INV-3',
  billing: 'direct',
  issuer: low,
  recipient: ours,
  issuedAt,
  sums: [{ currency: 'EUR', exclTax: decimal('15') }],
};
const listing = (...cdrIds: string[]): InvoiceReconciliationRecord => ({
  party: low,
  recordId: 'R-3',
  invoiceId: 'INV-3',
  cdrIds,
  lastUpdated: issuedAt,
});

function kept(
  cdrId: string,
  net: string,
  changes: Partial<Omit<InvoicedCdr, 'cdr'>> & { readonly cdr?: Partial<InvoicedCdr['cdr']> } = {},
): InvoicedCdr {
  const { cdr, ...rest } = changes;
  return {
    state: 'accepted',
    acceptedExclTax: decimal(net),
    invoiceIds: [],
    ...rest,
    cdr: { party: low, cdrId, currency: 'EUR', totalCost: price(net), credit: false, ...cdr },
  };
}

const match = (changes: Partial<MatchInvoiceInput> = {}) =>
  matchInvoice({
    invoice: direct,
    records: [listing('A', 'B')],
    cdrs: [kept('A', '10'), kept('B', '5')],
    ...changes,
  });

const reasons = (result: ReturnType<typeof match>) =>
  result.findings.map(({ because }) => because?.key);

describe('an invoice', () => {
  test('of what its CDRs make is agreed', () => {
    expect(match()).toEqual({
      state: 'agreed',
      lines: [
        {
          cdrId: 'A',
          kind: 'matched',
          currency: 'EUR',
          claimedExclTax: '10',
          acceptedExclTax: '10',
        },
        { cdrId: 'B', kind: 'matched', currency: 'EUR', claimedExclTax: '5', acceptedExclTax: '5' },
      ],
      sums: [
        {
          currency: 'EUR',
          invoicedExclTax: '15',
          claimedExclTax: '15',
          acceptedExclTax: '15',
          differenceExclTax: '0',
        },
      ],
      notInvoiced: [],
      findings: [],
    });
  });

  test('that we issue is matched against the CDRs of whom it is for', () => {
    const invoice: PartnerInvoice = { ...direct, billing: 'reverse', issuer: ours, recipient: low };
    const records = [{ ...listing('A', 'B'), party: ours }];
    expect(match({ invoice, records }).state).toBe('agreed');
    // The operator cannot say what our invoice is about.
    expect(reasons(match({ invoice }))).toContain('R24.foreign-record');
  });

  test('is about the CDRs of all its records, and of no other invoice', () => {
    const other = { ...listing('C'), invoiceId: 'INV-4' };
    expect(match({ records: [listing('B'), listing('a'), other] }).state).toBe('agreed');
  });

  const ten = (changes: Parameters<typeof kept>[2]) => [kept('A', '10', changes), kept('B', '5')];
  const credited = [
    kept('A', '10', { state: 'superseded' }),
    kept('A-C', '-10', { cdr: { credit: true, creditReferenceId: 'A' } }),
    kept('A-2', '10'),
    kept('B', '5'),
  ];
  test.each<[string, string, string, Partial<MatchInvoiceInput>]>([
    ['no record names', 'held', 'R24.no-record', { records: [] }],
    ['lists a CDR that never came', 'disputed', 'R24.unknown', { cdrs: [kept('A', '10')] }],
    [
      "lists another party's CDR",
      'disputed',
      'R24.other-party',
      { cdrs: ten({ cdr: { party: partyRef('BE', 'TWB') } }) },
    ],
    ['lists a CDR twice', 'disputed', 'R24.listed-twice', { records: [listing('A', 'B', 'A')] }],
    [
      'lists what another invoice lists',
      'disputed',
      'R24.twice',
      { cdrs: ten({ invoiceIds: ['INV-2'] }) },
    ],
    [
      'lists what was credited',
      'disputed',
      'R24.superseded',
      { cdrs: ten({ state: 'superseded' }) },
    ],
    ['lists what is held', 'held', 'R24.open', { cdrs: ten({ state: 'held' }) }],
    [
      'claims what we dispute',
      'disputed',
      'R24.not-accepted',
      { cdrs: ten({ state: 'disputed', acceptedExclTax: decimal('9') }) },
    ],
    [
      'is a cent too high',
      'disputed',
      'R24.sum',
      { invoice: { ...direct, sums: [{ currency: 'EUR', exclTax: decimal('15.01') }] } },
    ],
    [
      'is too low',
      'tolerated',
      'R24.sum',
      { invoice: { ...direct, sums: [{ currency: 'EUR', exclTax: decimal('14') }] } },
    ],
    [
      'has no sum in the currency',
      'disputed',
      'R24.no-sum',
      { cdrs: ten({ cdr: { currency: 'SEK' } }) },
    ],
    [
      'is not the one that the CDR names',
      'tolerated',
      'R24.other-reference',
      { cdrs: ten({ cdr: { invoiceReferenceId: 'INV-9' } }) },
    ],
    [
      'leaves a CDR out',
      'agreed',
      'R24.not-invoiced',
      { cdrs: [...ten({}), kept('C', '7'), kept('D', '7', { invoiceIds: ['INV-2'] })] },
    ],
  ])('that %s is %s', (_what, state, reason, changes) => {
    const result = match(changes);
    expect(reasons(result)).toContain(reason);
    expect(result.state).toBe(state);
    expect(reasons(match())).toEqual([]);
  });

  test('may list a CDR beside its credit and its successor', () => {
    const records = [listing('A', 'A-C', 'A-2', 'B')];
    expect(match({ records, cdrs: credited }).state).toBe('agreed');
    expect(match({ records: [listing('A-2', 'B')], cdrs: credited })).toMatchObject({
      state: 'agreed',
      notInvoiced: ['A-C'],
    });
  });

  test('that rounds every CDR by itself, or keeps a tolerance, is tolerated', () => {
    const cdrs = [kept('A', '10.004'), kept('B', '5.004')];
    const of = (text: string) => ({
      ...direct,
      sums: [{ currency: 'EUR', exclTax: decimal(text) }],
    });
    expect(reasons(match({ cdrs, invoice: of('15.01') }))).toEqual([]);
    expect(reasons(match({ cdrs, invoice: of('15') }))).toEqual(['R24.rounded']);
    expect(match({ invoice: of('15.02'), toleranceMinor: 2n }).state).toBe('tolerated');
    expect(match({ invoice: of('15.03'), toleranceMinor: 2n }).state).toBe('disputed');
  });
});

test('sums of any CDRs are exact in each currency, and each CDR counts once', () => {
  const one = record({
    id: constantFrom(...'abcdefghij'),
    net: bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
    currency: constantFrom('EUR', 'SEK', 'JPY'),
  });
  assert(
    property(
      uniqueArray(one, { selector: ({ id }) => id }),
      array(constantFrom(...'abcdefghij')),
      (all, more) => {
        const cdrs = all.map(({ id, net, currency }) =>
          kept(id, scaledToDecimal(net, 5), { cdr: { currency } }),
        );
        const records = [listing(...all.map(({ id }) => id)), listing(...more)];
        const { sums, lines } = match({ cdrs, records });
        for (const { currency, claimedExclTax } of sums) {
          const expected = cdrs
            .filter(({ cdr }) => cdr.currency === currency)
            .map(({ cdr }) => exactOf(cdr.totalCost.exclTax));
          expect(compare(sum(expected), exactOf(claimedExclTax))).toBe(0);
        }
        const total = sums.map(({ claimedExclTax }) => exactOf(claimedExclTax));
        const matched = lines.filter(({ kind }) => kind === 'matched');
        expect(matched).toHaveLength(all.length);
        const lined = matched.map(({ claimedExclTax = decimal('0') }) => exactOf(claimedExclTax));
        expect(compare(lined.reduce(add, exactOf(decimal('0'))), sum(total))).toBe(0);
      },
    ),
  );
});

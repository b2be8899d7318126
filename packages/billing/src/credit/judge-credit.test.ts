import {
  add,
  type Cdr,
  decimal,
  exactOf,
  negate,
  partyRef,
  scaledToDecimal,
  toDecimal,
} from '@peregrine/domain';
import { assert, bigInt, boolean, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cdrPostings } from '../document/postings.ts';
import { at, cdr, period, price } from '../fixed-charges.fixture.ts';
import { type CreditDecision, type JudgeCreditInput, judgeCredit } from './judge-credit.ts';
import { reverseEntry } from './reverse-entry.ts';
import type { DriverSide, DriverStep } from './step-for-driver.ts';

const original = cdr({ cdrId: 'O', sessionId: 'S' });
const accepted = { cdr: original, state: 'accepted', acceptedExclTax: decimal('9.35') } as const;

function creditOf(of: Cdr, changes: Partial<Cdr> = {}): Cdr {
  const { exclTax, inclTax } = of.totalCost;
  const totalCost = {
    exclTax: toDecimal(negate(exactOf(exclTax))),
    ...(inclTax !== undefined && { inclTax: toDecimal(negate(exactOf(inclTax))) }),
  };
  const reference = { credit: true, creditReferenceId: of.cdrId };
  return { ...of, cdrId: `${of.cdrId}-C`, ...reference, totalCost, ...changes };
}

const judge = (changes: Partial<JudgeCreditInput> = {}): CreditDecision =>
  judgeCredit({
    credit: creditOf(original),
    original: accepted,
    earlierCredits: [],
    mayStillCome: true,
    ...changes,
  });

const reasons = ({ findings }: CreditDecision) => findings.map(({ because }) => because?.key);

describe('a right credit', () => {
  test('supersedes its original and takes back what we acknowledged, not what was claimed', () => {
    expect(judge()).toEqual({
      credit: 'accepted',
      findings: [],
      supersedes: true,
      owedExclTax: '-9.35',
      driver: { kind: 'none', why: 'no-charge' },
    });
    const disputed = { ...accepted, state: 'disputed', acceptedExclTax: decimal('8') } as const;
    expect(judge({ original: disputed }).owedExclTax).toBe('-8');
    const held = { cdr: original, state: 'held' } as const;
    expect(judge({ original: held })).not.toHaveProperty('owedExclTax');
  });

  test('plus its original is zero, on every account', () => {
    assert(
      property(bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), boolean(), (scaled, taxed) => {
        const exclTax = scaledToDecimal(scaled, 6);
        const of = cdr({ totalCost: taxed ? { exclTax, inclTax: exclTax } : { exclTax } });
        const credit = creditOf(of);
        const owed = { cdr: of, state: 'accepted', acceptedExclTax: exclTax } as const;
        const decision = judge({ credit, original: owed });
        expect(decision.credit).toBe('accepted');
        const rest = add(exactOf(exclTax), exactOf(decision.owedExclTax ?? decimal('1')));
        expect(rest.num).toBe(0n);
        const entry = cdrPostings({
          cdrRowId: 'O',
          party: of.party,
          acceptedExclTax: exclTax,
          currency: 'EUR',
        });
        const back = reverseEntry('cdr:C', entry);
        for (const { account, amount } of entry.lines) {
          const mirrored = back.lines.find((line) => line.account === account);
          expect((mirrored?.amount.minor ?? 0n) + amount.minor).toBe(0n);
        }
      }),
    );
  });

  test('that repeats its original badly is told so, and accepted', () => {
    const credit = creditOf(original, { totalEnergyKwh: decimal('-20') });
    const decision = judge({ credit });
    expect(decision.credit).toBe('accepted');
    expect(decision.findings).toMatchObject([
      { code: 'R02', pointer: '/total_energy', severity: 'info', claimed: '-20', computed: '20' },
    ]);
    const untaxed = creditOf(original, { totalCost: price('-9.35') });
    expect(judge({ credit: untaxed })).toMatchObject({
      credit: 'accepted',
      findings: [{ code: 'R02', severity: 'warning', computed: '-11.31' }],
    });
  });
});

describe('a credit that is not right', () => {
  const wrong: readonly [string, string, Partial<JudgeCreditInput>][] = [
    [
      'names nothing',
      'R02.no-reference',
      {
        credit: ((): Cdr => {
          const { creditReferenceId: _none, ...rest } = creditOf(original);
          return rest;
        })(),
      },
    ],
    ['names what never came', 'R02.unknown-original', { original: null, mayStillCome: false }],
    [
      'names the CDR of another party',
      'R02.other-party',
      { original: { ...accepted, cdr: { ...original, party: partyRef('BE', 'TWB') } } },
    ],
    [
      'credits a credit',
      'R02.credits-credit',
      { original: { ...accepted, cdr: creditOf(original) } },
    ],
    ['comes a second time', 'R02.credited-before', { earlierCredits: ['EARLIER'] }],
    [
      'is a cent off',
      'R02.not-negated',
      { credit: creditOf(original, { totalCost: price('-9.34', '-11.31') }) },
    ],
    [
      'is not negative',
      'R02.not-negated',
      { credit: creditOf(original, { totalCost: original.totalCost }) },
    ],
    [
      'is in another currency',
      'R02.other-currency',
      { credit: creditOf(original, { currency: 'CHF' }) },
    ],
  ];
  test.each(wrong)('because it %s is held, and takes nothing back', (_what, reason, changes) => {
    const decision = judge({ ...changes, driver: { bill: 'paid', account: 'active' } });
    expect(reasons(decision)).toContain(reason);
    expect(decision).toMatchObject({
      credit: 'held',
      supersedes: false,
      driver: { kind: 'none', why: 'credit-refused' },
    });
    expect(decision).not.toHaveProperty('owedExclTax');
  });

  test('only because it overtook its original waits for it', () => {
    const decision = judge({ original: null });
    expect(reasons(decision)).toEqual(['R02.not-yet-known']);
    expect(decision).toMatchObject({ credit: 'waiting', supersedes: false });
  });
});

describe('what follows for the driver', () => {
  const replacement = cdr({ cdrId: 'N' });
  const fewer = cdr({
    cdrId: 'N',
    totalEnergyKwh: decimal('18'),
    periods: [period('2026-03-01T10:00:00Z', { ENERGY: '18', TIME: '1' })],
  });
  const longer = cdr({ cdrId: 'N', endedAt: at('2026-03-01T11:30:00Z') });
  const step = (
    kind: DriverStep['kind'],
    why: DriverStep['why'],
    billAgain?: true,
  ): DriverStep => ({
    kind,
    why,
    ...(billAgain && { billAgain }),
  });

  test.each<
    [string, DriverSide['bill'], DriverSide['account'], Cdr | null | undefined, DriverStep]
  >([
    ['not billed', 'none', 'active', undefined, step('wait', 'replacement-may-come')],
    ['paid', 'paid', 'active', undefined, step('wait', 'replacement-may-come')],
    ['not billed', 'none', 'active', null, step('void', 'full-credit')],
    ['not billed, gone', 'none', 'left', null, step('void', 'full-credit')],
    ['billed, not paid', 'open', 'active', null, step('credit-note', 'full-credit')],
    ['billed, not paid, gone', 'open', 'left', null, step('credit-note', 'full-credit')],
    ['paid', 'paid', 'active', null, step('refund', 'full-credit')],
    ['paid, gone', 'paid', 'left', null, step('person', 'driver-left')],
    ['refunded', 'refunded', 'active', null, step('none', 'already-refunded')],
    ['not billed', 'none', 'active', replacement, step('bill', 'not-yet-billed')],
    ['not billed, gone', 'none', 'left', replacement, step('person', 'driver-left')],
    ['paid, same kWh', 'paid', 'active', replacement, step('none', 'same-quantities')],
    ['paid, same kWh, gone', 'paid', 'left', replacement, step('none', 'same-quantities')],
    ['billed, less', 'open', 'active', fewer, step('credit-note', 'other-quantities', true)],
    ['paid, less', 'paid', 'active', fewer, step('refund', 'other-quantities', true)],
    ['paid, longer', 'paid', 'active', longer, step('refund', 'other-quantities', true)],
    ['paid, less, gone', 'paid', 'left', fewer, step('person', 'driver-left')],
    ['refunded, same', 'refunded', 'active', replacement, step('person', 'already-refunded')],
  ])('%s', (_what, bill, account, next, expected) => {
    const changes = next === undefined ? {} : { replacement: next };
    expect(judge({ driver: { bill, account }, ...changes }).driver).toEqual(expected);
  });
});

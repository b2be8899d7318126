import { decimal } from '@peregrine/domain';
import { describe, expect, test } from 'vitest';
import { at, cdr, lowland, period, price } from '../../fixed-charges.fixture.ts';
import { REASONS } from '../reasons.ts';
import { reconcileCdr } from '../reconcile-cdr.ts';
import { RULES } from './all-rules.ts';
import { PRICE_CASES } from './price-cases.fixture.ts';
import { QUANTITY_CASES } from './quantity-cases.fixture.ts';
import { missingRecord } from './r03-orphan.ts';
import { RECORD_CASES } from './record-cases.fixture.ts';
import { agreement, priced, reasonsOf, reconcile, tariffOf } from './rule-cases.fixture.ts';

const CASES = [...RECORD_CASES, ...QUANTITY_CASES, ...PRICE_CASES];

describe('each reason is tripped by one CDR, and not by one that just passes', () => {
  test.each(CASES)('%s: %s, %s', (_what, reason, state, trips, passes) => {
    const tripped = reconcile(trips);
    expect(reasonsOf(tripped)).toContain(reason);
    expect(tripped.state).toBe(state);
    expect(reasonsOf(reconcile(passes))).not.toContain(reason);
  });

  test('and none is left out', () => {
    const ofCredits = /^R02\.(?!no-credit|unknown-original)/;
    const ofInvoices = /^R24\.(?!twice|other-reference)/;
    const expected = Object.keys(REASONS).filter(
      (key) => !ofCredits.test(key) && !ofInvoices.test(key) && key !== 'R03.no-record',
    );
    expect([...new Set(CASES.map(([, reason]) => reason))].sort()).toEqual(expected.sort());
  });
});

describe('the rules', () => {
  test('are R01 to R25, and each finds under its own code alone', () => {
    const codes = RULES.map(({ code }) => code);
    expect(codes).toEqual(Array.from({ length: 25 }, (_, n) => `R${`${n + 1}`.padStart(2, '0')}`));
  });

  test('are silent about an honest charge of which nothing else is known', () => {
    expect(reconcile({})).toMatchObject({
      state: 'accepted',
      findings: [],
      retail: 'bill',
      acceptedExclTax: '9.35',
      computation: { zone: { timeZone: 'Europe/Amsterdam' } },
    });
  });

  test('each say why as a sentence and as data, with what to do', () => {
    for (const [, reason, , trips] of CASES) {
      const finding = reconcile(trips).findings.find(({ because }) => because?.key === reason);
      expect(finding?.code).toBe(reason.slice(0, 3));
      expect(finding?.reason).not.toMatch(/[{}]|undefined/);
      expect(finding?.action).toBeDefined();
      expect(finding?.pointer).toMatch(/^\//);
    }
  });
});

test('an error shows in the state; what leaves it accepted is no more than told', () => {
  // The invoice is objected to for the first, the tax is apart in the others.
  const apart = /^(R24\.twice|R15\.)/;
  for (const [, reason, state, trips] of CASES.filter(([, key]) => !apart.test(key))) {
    const finding = reconcile(trips).findings.find(({ because }) => because?.key === reason);
    if (state === 'tolerated') expect(finding?.severity).not.toBe('error');
    if (state === 'accepted') expect(finding?.severity).toBe('info');
  }
});

describe('how the CPO rounds', () => {
  const withFlat = (flat: string) => tariffOf([priced('ENERGY', '0.45'), priced('FLAT', flat)]);
  const claim = (kwh: string, net: string) => ({
    periods: [period('2026-03-01T10:00:00Z', { ENERGY: kwh })],
    totalEnergyKwh: decimal(kwh),
    totalCost: price(net),
  });
  test.each([
    ['5.525', '11.5', '5.52', '0.35', 'half to even'],
    ['5.615', '11.7', '5.61', '0.35', 'down'],
    ['5.6105', '11.69', '5.62', '0.35', 'up'],
    ['5.265 and 0.355', '11.7', '5.63', '0.355', 'each part half up'],
    ['5.615', '11.7', '5.62', '0.35', undefined],
    ['5.615, unrounded', '11.7', '5.614', '0.35', undefined],
  ])('of %s for %s kWh, claimed as %s, is told by R17', (_exact, kwh, net, flat, mode) => {
    const { findings } = reconcile({ tariff: withFlat(flat), cdr: claim(kwh, net) });
    expect(findings.find(({ code }) => code === 'R17')?.because?.values.mode).toBe(mode);
  });
});

test('what explains a difference asks for what the difference does', () => {
  const actions = CASES.filter(([, reason]) => /^R1[01]|R14.wall/.test(reason)).map(
    ([what, reason, state, trips]) => {
      const found = reconcile(trips).findings.find(({ because }) => because?.key === reason);
      return [what, found?.action, state === 'disputed' ? 'dispute' : 'tolerate'];
    },
  );
  expect(actions).toHaveLength(5);
  for (const [, action, expected] of actions) expect(action).toBe(expected);
});

test('a claim in another currency is not compared with a price', () => {
  const codes = reconcile({ cdr: { currency: 'CHF' } }).findings.map(({ code }) => code);
  expect(codes).toEqual(['R16']);
});

describe('what we owe', () => {
  test.each([
    ['the claim, where it is tolerated', { cdr: { totalCost: price('9.36') } }, '9.36'],
    ['what we computed, where the price is disputed', { cdr: { totalCost: price('12') } }, '9.35'],
    [
      'nothing, of a CDR that is too old',
      { agreement: agreement({ oldestCdrDays: 1 }), receivedAt: at('2026-03-04T00:00:00Z') },
      '0',
    ],
    ['nothing, for a token that is not ours', { token: null }, '0'],
    ['not known, while it is held', { tariff: undefined }, undefined],
    [
      'not known, in a currency that was not agreed',
      { agreement: agreement({ currency: 'SEK' }) },
      undefined,
    ],
    ['not by it, once it was credited', { supersededBy: 'CREDIT' }, undefined],
    [
      "the hub's price, where that was agreed",
      {
        agreement: agreement({ priceBasis: { kind: 'hub-price' } }),
        cdr: { totalCost: price('12') },
      },
      '12',
    ],
  ])('is %s', (_what, change, owed) => {
    expect(reconcile(change).acceptedExclTax).toBe(owed);
  });
});

describe('the driver is', () => {
  test.each([
    ['billed where only the price is in doubt', { cdr: { totalCost: price('99') } }, 'bill'],
    ['not billed while the record is in doubt', { token: null }, 'hold'],
    [
      'not billed while the quantities are',
      { cdr: { endedAt: at('2026-03-01T10:05:00Z') } },
      'hold',
    ],
    ['charged nothing at home', { cdr: { homeCharging: true } }, 'none'],
    ['charged nothing for what was superseded', { supersededBy: 'CREDIT' }, 'none'],
  ])('%s', (_what, change, retail) => {
    expect(reconcile(change).retail).toBe(retail);
  });
});

test('an agreed tolerance is kept, and one that is passed in goes before it', () => {
  const terms = { tolerances: { ...agreement().terms.tolerances, amountMinor: '10' } };
  const input = { agreement: agreement(terms), cdr: { totalCost: price('9.45') } };
  expect(reconcile(input).state).toBe('tolerated');
  expect(reconcile({ ...input, toleranceMinor: 9n }).state).toBe('disputed');
});

test('a credit CDR is checked as a record only: its amounts are not those of a charge', () => {
  const credit = cdr({ credit: true, creditReferenceId: 'O', totalCost: price('-9.35') });
  const result = reconcileCdr({ cdr: credit, tariff: lowland, timeZone: 'UTC' });
  expect(result).toMatchObject({ state: 'accepted', findings: [], retail: 'none' });
  expect(result).not.toHaveProperty('acceptedExclTax');
  expect(result).not.toHaveProperty('computedExclTax');
});

test('a session whose record never came is told of once its time is over, and not before', () => {
  const { cdrId: _id, ...charge } = cdr({});
  const session = {
    ...charge,
    sessionId: 'S',
    status: 'COMPLETED',
    energyKwh: charge.totalEnergyKwh,
    locationId: 'L',
    evseUid: 'E',
    connectorId: '1',
  } as const;
  const look = (now: string, changes = {}) =>
    missingRecord({ ...session, ...changes }, at(now), 24)?.because;
  expect(look('2026-03-02T11:00:00Z')).toBeUndefined();
  expect(look('2026-03-02T11:00:01Z')).toEqual({ key: 'R03.no-record', values: { hours: '24' } });
  expect(look('2026-04-01T00:00:00Z', { status: 'INVALID' })).toBeUndefined();
  expect(look('2026-04-01T00:00:00Z', { endedAt: undefined })).toBeUndefined();
});

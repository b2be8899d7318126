import { decimal } from '@peregrine/domain';
import { describe, expect, test } from 'vitest';
import { cdr, price } from '../fixed-charges.fixture.ts';
import { agreement } from '../reconcile/rules/rule-cases.fixture.ts';
import { judgeRevision } from './judge-revision.ts';

const first = { cdr: cdr(), state: 'accepted', acceptedExclTax: decimal('9.35') } as const;
const second = cdr({ totalCost: price('8') });
const revisable = agreement({ mayReviseCdr: true });

describe('other content under a known id', () => {
  test('is quarantined, with and without an agreement that forbids it', () => {
    for (const terms of [null, agreement()]) {
      expect(judgeRevision({ first, second, agreement: terms })).toMatchObject({
        kind: 'quarantined',
        finding: { code: 'R01', severity: 'error' },
      });
    }
  });

  test('replaces the first where that was agreed: what was owed goes, the driver keeps their bill', () => {
    const driver = { bill: 'paid', account: 'active' } as const;
    expect(judgeRevision({ first, second, agreement: revisable, driver })).toMatchObject({
      kind: 'replaces',
      owedExclTax: '-9.35',
      driver: { kind: 'none', why: 'same-quantities' },
    });
  });

  test('never brings back what was credited', () => {
    const credited = { ...first, state: 'superseded' } as const;
    const judged = judgeRevision({ first: credited, second, agreement: revisable });
    expect(judged.kind).toBe('quarantined');
  });
});

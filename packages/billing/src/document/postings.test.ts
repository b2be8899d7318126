import { decimal, partyRef } from '@peregrine/domain';
import { assert, bigInt, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capturePostings, cdrPostings } from './postings.ts';

const total = (lines: readonly { amount: { minor: bigint } }[]) =>
  lines.reduce((sum, { amount }) => sum + amount.minor, 0n);

describe('an entry', () => {
  test('of a CDR rounds what we accept once, and sums to zero', () => {
    const { key, lines } = cdrPostings({
      cdrRowId: 'C',
      party: partyRef('nl', 'low'),
      acceptedExclTax: decimal('5.615'),
      currency: 'EUR',
    });
    expect(key).toBe('cdr:C');
    expect(lines.map(({ account, amount }) => [account, amount.minor])).toEqual([
      ['roaming-purchase', 562n],
      ['cpo-payable:NL-LOW', -562n],
    ]);
  });

  test('of a capture settles what the driver owes, for any amount', () => {
    assert(
      property(
        bigInt({ min: 1n, max: 10n ** 15n }),
        constantFrom('EUR', 'JPY'),
        (minor, currency) => {
          const { lines } = capturePostings('A', { minor, currency });
          expect(total(lines)).toBe(0n);
          expect(lines).toHaveLength(2);
        },
      ),
    );
  });
});

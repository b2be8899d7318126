import { describe, expect, test } from 'vitest';
import { compareMany } from './agreement.fixture.ts';

/** A million were run once; this many keep watch. */
const CASES = 4_000;

describe('a second, naive evaluator', () => {
  test('agrees on every random tariff and session, on what has no price too', () => {
    const { count, priced, differences } = compareMany(CASES);
    expect(differences).toEqual([]);
    // Most cases must have a price, or nothing was compared.
    expect(priced).toBeGreaterThan(count * 0.8);
  });
});

import { describe, expect, test } from 'vitest';
import { at } from '../fixed-charges.fixture.ts';
import { vatPercent } from './vat-percent.ts';

describe('the standard rate of a country', () => {
  test.each([
    ['NL', '2026-03-01T10:00:00Z', '21'],
    ['de', '2026-03-01T10:00:00Z', '19'],
    ['FI', '2026-03-01T10:00:00Z', '25.5'],
    ['CH', '2026-03-01T10:00:00Z', '8.1'],
    ['GB', '2026-03-01T10:00:00Z', '20'],
  ])('%s at %s is %s', (country, instant, percent) => {
    expect(vatPercent(country, at(instant))).toBe(percent);
  });

  test("changes at the country's own midnight", () => {
    expect(vatPercent('EE', at('2025-06-30T20:59:59Z'))).toBe('22');
    expect(vatPercent('EE', at('2025-06-30T21:00:00Z'))).toBe('24');
    expect(vatPercent('SK', at('2024-12-31T22:59:59Z'))).toBe('20');
    expect(vatPercent('SK', at('2024-12-31T23:00:00Z'))).toBe('23');
  });

  test('is unknown outside the table, never a guess', () => {
    expect(vatPercent('US', at('2026-03-01T10:00:00Z'))).toBeUndefined();
    expect(vatPercent('NL', at('2010-03-01T10:00:00Z'))).toBeUndefined();
  });
});

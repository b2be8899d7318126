import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkExact } from './exact-rules.ts';
import { readSource } from './source-file.ts';

const root = join(import.meta.dirname, '../../../..');
const found = (path: string, text: string) => checkExact(readSource(path, text));
const inPrice = (text: string) => found('packages/pricing/src/price/a.ts', text).length;

describe('exact amounts', () => {
  test('no file that computes a price holds money, energy or time in a number', () => {
    const paths = globSync('packages/pricing/src/price/*.ts', { cwd: root });
    expect(paths.length).toBeGreaterThan(20);
    const untidy = paths.flatMap((path) => found(path, readFileSync(join(root, path), 'utf8')));
    expect(untidy).toEqual([]);
  });

  test.each([
    'const rate = 0.2;',
    'const half = 5e-1;',
    'type Part = { readonly energyKwh: number };',
    'type Part = { readonly lasted: number | undefined };',
    'type Part = { readonly amounts: readonly number[] };',
    'function bill(hours: number) {}',
    'const bill = (volume: number) => volume;',
    'function hoursOf(text: string): number { return text.length; }',
    'const kwh = Number(volume);',
    'const kwh = parseFloat(volume);',
    'const kwh = +volume;',
    'const kwh = wh / 1000;',
    'seconds *= 60;',
    'const at = Date.parse(instant);',
    'const at = date.getTime();',
    'const cents = Math.round(value);',
  ])('%s is seen', (text) => {
    expect(inPrice(text)).toBe(1);
    expect(found('packages/pricing/src/price/a.test.ts', text)).toEqual([]);
    expect(found('packages/pricing/src/lint/a.ts', text)).toEqual([]);
  });

  test.each([
    'const step = 1_000n;',
    'type Part = { readonly elementIndex: number; readonly periods: readonly number[] };',
    'const scale = (value: bigint, digits: number) => value * 10n ** BigInt(digits);',
    'const at = BigInt(Date.parse(instant));',
    'function fractionDigits(text: string): number { return text.length - 1; }',
    'for (let at = 0; at < list.length; at += 1) go(at);',
  ])('%s is allowed', (text) => {
    expect(inPrice(text)).toBe(0);
  });
});

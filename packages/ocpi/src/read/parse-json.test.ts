import fc from 'fast-check';
import { expect, test } from 'vitest';
import { number } from './leaves.ts';
import { parseJson } from './parse-json.ts';

const read = (source: string) =>
  number.read((parseJson(`{"price":${source}}`) as { price: unknown }).price);

test.each([
  ['0.45', '0.45'],
  ['1e-7', '0.0000001'],
  ['0.30000000000000004', '0.30000000000000004'],
  ['0.1234567890123456789', '0.1234567890123456789'],
  ['123456789.123456789123456789', '123456789.123456789123456789'],
  ['12.500000000000000000', '12.5'],
  ['-0.1000000000000000055', '-0.1000000000000000055'],
  ['4.5E2', '450'],
  ['-0', '0'],
])('the number %s keeps every digit', (source, wanted) => {
  expect(read(source)).toBe(wanted);
});

test('any decimal of any length is read as it is written', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(fc.nat(999_999_999), digits, (whole, fraction) => {
      const wanted = `${whole}.${fraction}`.replace(/\.?0*$/, '');
      expect(read(`${whole}.${fraction}`)).toBe(wanted === '' ? '0' : wanted);
    }),
  );
});

test('what needs no help is what JSON.parse says, and no JSON is a SyntaxError', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(JSON.parse(text)));
    }),
  );
  expect(() => parseJson('{')).toThrow(SyntaxError);
});

test('digits inside of texts stay as they are', () => {
  const text = '{"signed":"0123456789012345678901234567890","n":1}';
  expect(parseJson(text)).toEqual(JSON.parse(text));
});

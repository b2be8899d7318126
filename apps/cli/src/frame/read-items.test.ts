import { expect, test } from 'vitest';
import { readItems } from './read-items.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** Feeds the text in pieces of `size` bytes; gives `line: text` each. */
async function items(text: string, size = 7, limit = 1_000): Promise<string[]> {
  async function* pieces() {
    const all = bytes(text);
    for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
  }
  const found: string[] = [];
  for await (const some of readItems(pieces(), limit)) {
    found.push(...some.map((item) => `${item.line}: ${item.text}`));
  }
  return found;
}

test('every line is a text, however the bytes were cut, with LF or CRLF and no last newline', async () => {
  const text = '{"a":"\u20ac"}\r\n{"b":2}\n{"c":"\u{1f50c}"}';
  const expected = ['1: {"a":"\u20ac"}', '2: {"b":2}', '3: {"c":"\u{1f50c}"}'];
  for (const size of [1, 2, 3, 5, 100]) expect(await items(text, size)).toEqual(expected);
});

test('a byte order mark and blank lines count for nothing, but the lines are counted', async () => {
  expect(await items('\uFEFF\n  \n{"a":1}\n\r\n{"b":2}\n\n')).toEqual(['3: {"a":1}', '5: {"b":2}']);
  expect(await items('\uFEFF{"a":1}')).toEqual(['1: {"a":1}']);
  expect(await items('')).toEqual([]);
});

test('a broken line is a text of its own, and so is the next', async () => {
  expect(await items('nonsense\n{"a":1,\n{"b":2}\n{"c"\n[]\n')).toEqual([
    '1: nonsense',
    '2: {"a":1,',
    '3: {"b":2}',
    '4: {"c"',
    '5: []',
  ]);
});

test('documents over several lines are one text each', async () => {
  const document = JSON.stringify({ a: { b: [1, 2] } }, undefined, 2);
  expect(await items(`${document}\n${document}`)).toEqual([`1: ${document}`, `9: ${document}`]);
  // Files without a last newline, one after the other.
  expect(await items(`${document}${document}`)).toEqual([`1: ${document}`, `8: ${document}`]);
  expect(await items(`{"c":1}\n${document}\n{"c":2}`)).toEqual([
    '1: {"c":1}',
    `2: ${document}`,
    '10: {"c":2}',
  ]);
});

test('a document that is cut off is one text', async () => {
  expect(await items('{\n  "a": [\n    1,\n')).toEqual(['1: {\n  "a": [\n    1,']);
});

test('what is longer than the limit is passed over, and the next text is taken', async () => {
  const long = 'x'.repeat(5_000);
  expect(await items(`${long}\n{"a":1}\n`, 100)).toEqual(['1: undefined', '2: {"a":1}']);
  expect(await items(`{"a":1}\n${long}`, 100)).toEqual(['1: {"a":1}', '2: undefined']);
  const document = `{\n${'  "a": 1,\n'.repeat(500)}  "b": 2\n}`;
  expect(await items(`${document}\n{"a":1}\n`, 100)).toEqual(['1: undefined', '504: {"a":1}']);
});

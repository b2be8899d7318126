import { expect, test } from 'vitest';
import { toBase32 } from '../sign-records.fixture.ts';
import { fromBase32, fromBase64, fromHex } from './decode-bytes.ts';

const bytes = Uint8Array.of(0, 1, 0xfe, 0xff, 0x7f);

test('bytes come back from hex, base64 and base32, with blanks in it', () => {
  expect(Buffer.from(bytes)).toEqual(fromHex(' 00:01 FE-ff\n7f'));
  expect(Buffer.from(bytes)).toEqual(fromBase64('AAH+ /38='));
  expect(Buffer.from(bytes)).toEqual(fromBase64('AAH-_38'));
  for (let length = 1; length < 20; length++) {
    const sample = Uint8Array.from({ length }, (_, at) => (at * 91 + 7) & 0xff);
    expect(fromBase32(toBase32(sample))).toEqual(sample);
  }
});

test('what a lenient decoder would skip is refused: two texts are never the same bytes', () => {
  for (const text of ['', '0', '0g', '00 1']) expect(fromHex(text)).toBeUndefined();
  // The last digit of AAH+/39= has a bit that no byte takes.
  for (const text of ['', 'A', 'AAH+/3$=', 'AAH+/39=']) expect(fromBase64(text)).toBeUndefined();
  for (const text of ['', 'A', 'AAAAAAA1', 'AB']) expect(fromBase32(text)).toBeUndefined();
});

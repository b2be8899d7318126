import { toHex, toText } from '../crypto/decode-bytes.ts';

/**
 * The number on a meter's plate from its ten bytes, e.g. `1EMH0006008367` (DIN 43863-5: length,
 * medium, manufacturer, block, number). Most makers write the number binary, some as its digits:
 * what has more than eight digits binary is the latter. Undefined when it is no such number.
 */
export function meterNumber(id: Uint8Array): string | undefined {
  const [, medium = 0, ...rest] = id;
  const maker = toText(Uint8Array.from(rest.slice(0, 3))) ?? '';
  if (id.length !== 10 || medium > 9 || !/^[A-Z]{3}$/.test(maker)) return;
  const block = toHex(Uint8Array.from(rest.slice(3, 4)));
  const digits = toHex(Uint8Array.from(rest.slice(4, 8)));
  const binary = BigInt(`0x${digits}`).toString().padStart(8, '0');
  const number = binary.length === 8 ? binary : digits;
  return /^\d+$/.test(number) ? `${medium}${maker}${block}${number}` : undefined;
}

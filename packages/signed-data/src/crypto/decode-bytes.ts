/**
 * Bytes from text, strictly: a decoder that skips what it does not know would let two texts be one
 * signature. White space is allowed; everything else answers undefined.
 */

/** Hexadecimal, in any case, with blanks, colons or dashes between the bytes. */
export function fromHex(text: string): Uint8Array | undefined {
  const digits = text.replace(/^\s*0x/i, '').replace(/[\s:-]/g, '');
  if (digits.length === 0 || digits.length % 2 === 1 || !/^[\da-f]+$/i.test(digits)) return;
  return Buffer.from(digits, 'hex');
}

/** Base64, also the URL-safe one and without padding. */
export function fromBase64(text: string): Uint8Array | undefined {
  const digits = text
    .replace(/\s/g, '')
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .replace(/={1,2}$/, '');
  if (digits.length === 0 || !/^[A-Za-z\d+/]+$/.test(digits)) return;
  const bytes = Buffer.from(digits, 'base64');
  return bytes.toString('base64').replace(/=+$/, '') === digits ? bytes : undefined;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 (RFC 4648); bits left over at the end have to be zero. */
export function fromBase32(text: string): Uint8Array | undefined {
  const digits = text.replace(/[\s-]/g, '').replace(/=+$/, '').toUpperCase();
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const digit of digits) {
    const value = BASE32.indexOf(digit);
    if (value < 0) return;
    held = (held << 5) | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push(held >> bits);
    held &= (1 << bits) - 1;
  }
  return bytes.length === 0 || held !== 0 || bits > 4 ? undefined : Uint8Array.from(bytes);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of bytes that are UTF-8. */
export function toText(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return; // Not text: the decoder has no other way to say so.
  }
}

/** Upper-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

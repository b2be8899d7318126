import { fromBase64, fromHex, toText } from '../crypto/decode-bytes.ts';
import { type ExactObject, parseExact } from './parse-exact.ts';

/** The parts of an OCMF text: `OCMF|<payload>|<signature>`, and what some add as a fourth. */
export type OcmfParts = {
  readonly payload?: string;
  readonly section?: ExactObject;
  readonly publicKey?: string;
};

/** How often a text may be wrapped: base64 of hex is the worst that was seen. */
const MAX_WRAPS = 3;

/** A payload may hold pipes although the format forbids it; more than these is no record. */
const MAX_PIPES = 16;

/**
 * Takes an OCMF text apart: a whole record, a payload alone, or a signature section alone; plain,
 * as a JSON string, in base64 or in hex. Undefined when it is nothing of the kind.
 */
export function splitRecord(text: string): OcmfParts | undefined {
  let current = text.replace(/^\uFEFF/, '').trim();
  for (let wraps = 0; wraps <= MAX_WRAPS; wraps++) {
    const parts = splitPlain(current);
    if (parts) return parts;
    const inner = unwrap(current);
    if (inner === undefined) return;
    current = inner.replace(/^\uFEFF/, '').trim();
  }
  return;
}

function splitPlain(text: string): OcmfParts | undefined {
  if (/^OCMF\s*\|/.test(text)) return splitBody(text.slice(text.indexOf('|') + 1));
  if (!text.startsWith('{') || text.startsWith('{\\"')) return;
  const cut = splitBody(text);
  if (cut?.section) return cut;
  const alone = parseExact(text);
  return alone && 'SD' in alone ? { section: alone } : { payload: text };
}

/** The signature begins after the first pipe behind which an object with `SD` stands. */
function splitBody(body: string): OcmfParts | undefined {
  if (body.startsWith('{\\"')) return;
  let at = body.indexOf('|');
  for (let pipes = 0; at >= 0 && pipes < MAX_PIPES; pipes++) {
    const tail = body.slice(at + 1);
    const end = tail.indexOf('|', Math.max(0, tail.indexOf('}')));
    const section = parseExact(end < 0 ? tail : tail.slice(0, end));
    if (section && 'SD' in section) {
      const publicKey = end < 0 ? '' : tail.slice(end + 1).trim();
      return { payload: body.slice(0, at), section, ...(publicKey && { publicKey }) };
    }
    at = body.indexOf('|', at + 1);
  }
  return { payload: body.replace(/\|\s*$/, '') };
}

/** Takes off one layer of encoding. */
function unwrap(text: string): string | undefined {
  // JSON inside of JSON, with or without its outer quotes.
  if (text.includes('{\\"')) return parseQuoted(text.startsWith('"') ? text : `"${text}"`);
  for (const decode of [fromHex, fromBase64]) {
    const bytes = decode(text);
    const inner = bytes && toText(bytes);
    if (inner !== undefined) return inner;
  }
  return;
}

function parseQuoted(quoted: string): string | undefined {
  try {
    const value: unknown = JSON.parse(quoted);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return; // No JSON string.
  }
}

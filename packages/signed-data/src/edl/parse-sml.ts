/** A node of an SML file (Smart Message Language 1.03, binary encoding). */
export type SmlNode =
  | { readonly kind: 'octets'; readonly bytes: Uint8Array }
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'list'; readonly items: readonly SmlNode[] }
  | { readonly kind: 'end' };

/** Real messages nest six deep and have some hundred nodes. */
const MAX_DEPTH = 16;
const MAX_NODES = 10_000;

const ESCAPE = Buffer.from('1b1b1b1b', 'hex');
const BEGIN = Buffer.from('1b1b1b1b01010101', 'hex');

export function isSml(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, BEGIN.length)).equals(BEGIN);
}

/** The messages of an SML transport file (version 1); undefined when it is broken. */
export function parseSml(file: Uint8Array): readonly SmlNode[] | undefined {
  const body = unescapeBody(file);
  if (!body) return;
  const cursor: Cursor = { bytes: body, at: 0, nodes: 0 };
  const messages: SmlNode[] = [];
  while (cursor.at < body.length) {
    // Fill bytes at the end are zeros, as is the end of a message.
    if (body[cursor.at] === 0) {
      cursor.at += 1;
      continue;
    }
    const node = readNode(cursor, 0);
    if (!node) return;
    messages.push(node);
  }
  return messages;
}

/** What stands between the begin and the end, with doubled escapes made single. */
function unescapeBody(file: Uint8Array): Buffer | undefined {
  const bytes = Buffer.from(file);
  const parts: Buffer[] = [];
  let from = BEGIN.length;
  for (;;) {
    const at = bytes.indexOf(ESCAPE, from);
    if (at < 0) return;
    parts.push(bytes.subarray(from, at));
    const next = bytes.subarray(at + 4, at + 8);
    if (next[0] === 0x1a) return Buffer.concat(parts);
    if (!next.equals(ESCAPE)) return;
    parts.push(ESCAPE);
    from = at + 8;
  }
}

type Cursor = { readonly bytes: Buffer; at: number; nodes: number };

function readNode(cursor: Cursor, depth: number): SmlNode | undefined {
  const head = readHead(cursor);
  cursor.nodes += 1;
  if (!head || depth > MAX_DEPTH || cursor.nodes > MAX_NODES) return;
  const { type, length } = head;
  if (type === 7) {
    const items: SmlNode[] = [];
    for (let count = 0; count < length; count++) {
      const item = readNode(cursor, depth + 1);
      if (!item) return;
      items.push(item);
    }
    return { kind: 'list', items };
  }
  if (length === 0) return { kind: 'end' };
  const bytes = cursor.bytes.subarray(cursor.at, cursor.at + length - head.size);
  if (length < head.size || bytes.length !== length - head.size) return;
  cursor.at += bytes.length;
  if (type === 0) return { kind: 'octets', bytes };
  if (bytes.length === 0 || bytes.length > 8 || (type !== 5 && type !== 6)) return;
  const value = BigInt(`0x${bytes.toString('hex')}`);
  return { kind: 'integer', value: type === 5 ? BigInt.asIntN(8 * bytes.length, value) : value };
}

/** Type and length field: three bits of type, then nibbles of length, each saying if more come. */
function readHead(cursor: Cursor) {
  let byte = cursor.bytes[cursor.at];
  if (byte === undefined) return;
  const type = (byte >> 4) & 0x7;
  let length = byte & 0xf;
  let size = 1;
  while ((byte & 0x80) !== 0) {
    byte = cursor.bytes[cursor.at + size];
    if (byte === undefined || size > 4) return;
    length = length * 16 + (byte & 0xf);
    size += 1;
  }
  cursor.at += size;
  return { type, length, size };
}

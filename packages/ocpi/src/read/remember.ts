import type { Tariff } from '@peregrine/domain';
import { isSent, type PartReader, type Reading, type Sent } from './reading.ts';

/** A tariff as it came, in a copy that nobody else holds, and what it was read as. */
type Known = { readonly sent: Sent; readonly tariff: Tariff };

/** Enough for the tariffs in use at a time; each is a few kilobytes. */
const MOST_KEPT = 500;
/** Larger than any tariff in use; what is more is read anew each time, so that nobody fills us up. */
const LONGEST_KEY = 200;
const LARGEST = { deepest: 12, values: 2_000, characters: 20_000 };

/**
 * The same reader for tariffs that come again and again, as inside of each CDR of an operator: one
 * that is value for value what was read before is the same object again, and whoever computes with
 * it need not prepare it again. Only what was read without a finding is kept: findings tell where.
 */
export function remembering(read: PartReader<Tariff>): PartReader<Tariff> {
  // Undefined: seen once. Many never come again, and a copy of each would cost more than it saves.
  const kept = new Map<string, Known | undefined>();
  return (reading, sent) => {
    const key = keyOf(reading, sent);
    if (key.length > LONGEST_KEY) return read(reading, sent);
    const known = kept.get(key);
    if (known && isSame(known.sent, sent)) return known.tariff;
    const told = reading.findings.length + reading.problems.length;
    const tariff = read(reading, sent);
    if (reading.findings.length + reading.problems.length > told) return tariff;
    const copy = kept.has(key) ? copyOf(sent, { ...LARGEST }) : undefined;
    keep(kept, key, isSent(copy) ? { sent: copy, tariff } : undefined);
    return tariff;
  };
}

/** Whose tariff it is, and what a reading of it depends on beside what was sent. */
function keyOf({ options }: Reading, sent: Sent): string {
  const { country_code: country, party_id: party, id } = sent;
  const named = typeof country === 'string' && typeof party === 'string';
  const owner = named
    ? `${country} ${party}`
    : `for ${options.party?.countryCode} ${options.party?.partyId}`;
  return `${owner} ${options.dialect} ${typeof id === 'string' ? id : ''}`;
}

function keep<T>(kept: Map<string, T>, key: string, known: T): void {
  kept.delete(key);
  kept.set(key, known);
  const [oldest] = kept.size > MOST_KEPT ? kept.keys() : [];
  if (oldest !== undefined) kept.delete(oldest);
}

/** Whether two JSON values are the same, keys in the same number and any order. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let at = 0; at < a.length; at += 1) if (!isSame(a[at], b[at])) return false;
    return true;
  }
  return isSent(a) && isSent(b) && hasSameKeys(a, b);
}

/** Without lists of keys, since this is asked of every element of every CDR's tariff. */
function hasSameKeys(a: Sent, b: Sent): boolean {
  let surplus = 0;
  for (const _key in b) surplus += 1;
  for (const key in a) {
    if (!isSame(a[key], b[key])) return false;
    surplus -= 1;
  }
  return surplus === 0;
}

/** What a copy may still hold. */
type Room = { deepest: number; values: number; characters: number };

/** A copy of a JSON value; undefined where it is none, nests too deeply or is too large. */
function copyOf(value: unknown, room: Room): unknown {
  room.values -= 1;
  if (typeof value === 'string') room.characters -= value.length;
  if (room.values < 0 || room.characters < 0) return undefined;
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value;
  if (room.deepest === 0) return undefined;
  room.deepest -= 1;
  const copy = Array.isArray(value) ? copyOfList(value, room) : copyOfObject(value, room);
  room.deepest += 1;
  return copy;
}

function copyOfList(list: readonly unknown[], room: Room): unknown {
  const copy: unknown[] = [];
  for (const one of list) {
    const part = copyOf(one, room);
    if (part === undefined) return undefined;
    copy.push(part);
  }
  return copy;
}

function copyOfObject(sent: unknown, room: Room): unknown {
  if (!isSent(sent)) return undefined;
  const copy: Record<string, unknown> = {};
  for (const key in sent) {
    room.characters -= key.length;
    const part = copyOf(sent[key], room);
    if (part === undefined || key === '__proto__') return undefined;
    copy[key] = part;
  }
  return copy;
}

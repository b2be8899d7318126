import {
  type Decimal,
  type Instant,
  parseDecimal,
  parseInstant,
  storableText,
} from '@peregrine/domain';
import { leaveOut, type Reading, refuse } from './reading.ts';

/** A single value of the wire. `blank` stands in for one that is refused, and is never seen. */
export type Leaf<T> = {
  readonly expected: string;
  readonly blank: T;
  readonly read: (value: unknown) => T | undefined;
};

/** A value that must be there. */
export function need<T>(reading: Reading, value: unknown, key: string | number, leaf: Leaf<T>): T {
  const read = leaf.read(value);
  if (read !== undefined) return read;
  refuse(reading, key, leaf.expected);
  return leaf.blank;
}

/** A value that may be absent or null; one that cannot be read is left out with a finding. */
export function take<T>(
  reading: Reading,
  value: unknown,
  key: string | number,
  leaf: Leaf<T>,
): T | undefined {
  if (value === undefined || value === null) return undefined;
  const read = leaf.read(value);
  if (read === undefined) leaveOut(reading, key, leaf.expected);
  return read;
}

/** A value that may be absent or null, but must be readable where it is: it decides a price. */
export function takeOrRefuse<T>(
  reading: Reading,
  value: unknown,
  key: string | number,
  leaf: Leaf<T>,
): T | undefined {
  return value === undefined || value === null ? undefined : need(reading, value, key, leaf);
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** Whether PostgreSQL keeps and JSON carries it as it is; asked of every text of a message. */
function isStorable(value: string): boolean {
  return value.isWellFormed() && !value.includes('\0');
}

/** Twice what the specification allows its longest display texts. */
const LONGEST_TEXT = 512;

/** An identifier; a number is taken by its digits, as some peers send it. */
export const identifier: Leaf<string> = {
  expected: 'expected text of 1 to 255 characters',
  blank: '',
  read: (value) => {
    const text = textOf(value);
    if (text === undefined || text === '' || text.length > 255) return undefined;
    return isStorable(text) ? text : undefined;
  },
};

/** Any text; numbers are taken by their digits. Longer than the specification allows is kept. */
export const text: Leaf<string> = {
  expected: 'expected text',
  blank: '',
  read: (value) => {
    const sent = textOf(value);
    if (sent === undefined) return undefined;
    const cut = sent.length > LONGEST_TEXT ? sent.slice(0, LONGEST_TEXT) : sent;
    return isStorable(cut) ? cut : storableText(cut);
  },
};

/** Text that is evidence: every byte, whatever its length, or not at all. */
export const verbatim: Leaf<string> = {
  expected: 'expected text without NUL and half characters',
  blank: '',
  read: (value) => (typeof value === 'string' && isStorable(value) ? value : undefined),
};

/** A day that exists, in UTC, with whole seconds or milliseconds; leap days go the long way. */
const USUAL_INSTANT = new RegExp(
  '^(?!0000)\\d{4}-' +
    '(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)' +
    'T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{3})?Z$',
);

/** OCPI types, DateTime: `Z`, an offset, or none, which means UTC. */
export const instant: Leaf<Instant> = {
  expected: 'expected a date-time',
  blank: '1970-01-01T00:00:00.000Z' as Instant,
  read: (value) => {
    if (typeof value !== 'string') return undefined;
    // Nearly all are written so, and a `Date` apiece would cost more than all the rest of a CDR.
    if (USUAL_INSTANT.test(value))
      return (value.length === 24 ? value : `${value.slice(0, 19)}.000Z`) as Instant;
    return parseInstant(value);
  },
};

/** Sums and products of such numbers fit what minor units are kept in. */
const REASONABLE = /^-?\d{1,9}(\.\d{1,340})?$/;

/** OCPI types, number, exactly as written: 0.45 is forty-five hundredths. Texts are tolerated. */
export const number: Leaf<Decimal> = {
  expected: 'expected a number below 10^9',
  blank: '0' as Decimal,
  read: (value) => {
    if (typeof value === 'number') {
      const size = Math.abs(value);
      // Between these, a number prints itself without an exponent and without needless zeros.
      if ((size >= 1e-6 && size < 1e9) || size === 0) return String(value) as Decimal;
    } else if (typeof value !== 'string') return undefined;
    const parsed = parseDecimal(value);
    return parsed !== undefined && REASONABLE.test(parsed) ? parsed : undefined;
  },
};

const WHOLE = /^-?\d{1,15}$/;

/** A whole number within what counters hold; its digits as text are tolerated. */
export const whole: Leaf<number> = {
  expected: 'expected a whole number',
  blank: 0,
  read: (value) => {
    if (typeof value === 'string' ? !WHOLE.test(value) : typeof value !== 'number')
      return undefined;
    const parsed = Number(value);
    return Math.abs(parsed) < 1e15 ? Math.round(parsed) : undefined;
  },
};

/** A whole number of at least 0, e.g. a step or a duration. */
export const count: Leaf<number> = {
  expected: 'expected a whole number of at least 0',
  blank: 0,
  read: (value) => {
    const parsed = whole.read(value);
    return parsed !== undefined && parsed >= 0 ? parsed : undefined;
  },
};

/** A boolean; its word as text is tolerated: a credit must not be taken for a claim. */
export const flag: Leaf<boolean> = {
  expected: 'expected true or false',
  blank: false,
  read: (value) => {
    if (typeof value === 'boolean') return value;
    const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
    return word === 'true' ? true : word === 'false' ? false : undefined;
  },
};

/** A code of fixed length, folded to upper case. */
function code(pattern: RegExp, expected: string): Leaf<string> {
  const read = (value: unknown): string | undefined =>
    typeof value === 'string' && pattern.test(value) ? value.toUpperCase() : undefined;
  return { expected, blank: '', read };
}

export const countryCode = code(/^[A-Za-z]{2}$/, 'expected an ISO 3166-1 alpha-2 code');
export const partyId = code(/^[A-Za-z0-9]{3}$/, 'expected three characters');
export const currency = code(/^[A-Za-z]{3}$/, 'expected an ISO 4217 code');

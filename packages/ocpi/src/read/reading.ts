import type { Finding, Instant, PartyRef } from '@peregrine/domain';
import type { ReadResult } from './read-object.ts';

/** A JSON object as sent: any key may be there, with any value. */
export type Sent = Readonly<Record<string, unknown>>;

/**
 * What the sender is known for, and what stands in where an object does not say it itself: an
 * object of 2.1.1 names no party, and one from a file may lack what only a server needs.
 */
export type FoldOptions = {
  /** `gireve`: the hub's extensions of 2.1.1. */
  readonly dialect?: 'gireve' | undefined;
  readonly party?: PartyRef | undefined;
  readonly lastUpdated?: Instant | undefined;
};

/**
 * One object being read: where the reader stands, what was odd, what makes it unusable. Readers
 * never throw; after a problem they go on with blanks, and the whole is refused at the end.
 */
export type Reading = {
  readonly options: FoldOptions;
  readonly path: (string | number)[];
  readonly findings: Finding[];
  readonly problems: Finding[];
};

/** Reads the parts of one object. */
export type PartReader<T> = (reading: Reading, sent: Sent) => T;

/** A message may be wrong in a hundred thousand places; these tell enough. */
const MOST_TOLD = 100;
const NOTHING: Sent = Object.freeze({});

/** Reads a whole object: a broken part that it can do without is left out with a finding. */
export function readSent<T>(
  input: unknown,
  options: FoldOptions,
  read: PartReader<T>,
): ReadResult<T> {
  const reading = begin(options);
  return conclude(reading, readPart(reading, input, read));
}

/** Reads a whole list in which every element counts. */
export function readSentList<T>(input: unknown, read: PartReader<T>): ReadResult<readonly T[]> {
  const reading = begin({});
  return conclude(reading, readAll(reading, input, read));
}

function begin(options: FoldOptions): Reading {
  return { options, path: [], findings: [], problems: [] };
}

function conclude<T>({ problems, findings }: Reading, value: T): ReadResult<T> {
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, MOST_TOLD) };
  return {
    ok: true,
    value,
    findings: findings.length > MOST_TOLD ? findings.slice(0, MOST_TOLD) : findings,
  };
}

export function isSent(value: unknown): value is Sent {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON pointer (RFC 6901) of where the reader stands, or of a key there. */
export function pointerAt(reading: Reading, key?: string | number): string {
  const keys = key === undefined || key === '' ? reading.path : [...reading.path, key];
  return keys.map((one) => `/${String(one).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The object cannot be used; `key` '' means the place itself. */
export function refuse(reading: Reading, key: string | number, reason: string): void {
  const pointer = pointerAt(reading, key);
  reading.problems.push({ code: 'unusable', pointer, severity: 'error', reason });
}

/** Something is odd and does no harm to the rest. Never repeats what was sent. */
export function observe(
  reading: Reading,
  code: string,
  key: string | number,
  reason: string,
  severity: Finding['severity'] = 'warning',
): void {
  reading.findings.push({ code, pointer: pointerAt(reading, key), severity, reason });
}

export function leaveOut(reading: Reading, key: string | number, reason: string): void {
  observe(reading, 'invalid-part', key, `${reason}; left out ${pointerAt(reading, key)}`);
}

/** Problems since `mark` become findings: the part at `key` is left out instead of the whole. */
export function salvage(reading: Reading, mark: number, key: string | number): boolean {
  const { problems, findings } = reading;
  if (problems.length === mark) return false;
  const left = pointerAt(reading, key);
  for (const { pointer, reason } of problems.slice(mark))
    findings.push({
      code: 'invalid-part',
      pointer,
      severity: 'warning',
      reason: `${reason}; left out ${left}`,
    });
  problems.length = mark;
  return true;
}

/** An object at `key` that must be there and readable. */
export function needPart<T>(
  reading: Reading,
  value: unknown,
  key: string | number,
  read: PartReader<T>,
): T {
  reading.path.push(key);
  const part = readPart(reading, value, read);
  reading.path.pop();
  return part;
}

function readPart<T>(reading: Reading, value: unknown, read: PartReader<T>): T {
  if (isSent(value)) return read(reading, value);
  refuse(reading, '', 'expected an object');
  const mark = reading.problems.length;
  // The blanks of an empty object stand in; that its keys are missing too is no news.
  const blank = read(reading, NOTHING);
  reading.problems.length = mark;
  return blank;
}

/** An object at `key`, or undefined where there is none that can be read. */
export function takePart<T>(
  reading: Reading,
  value: unknown,
  key: string,
  read: PartReader<T>,
): T | undefined {
  if (value === undefined || value === null) return undefined;
  const mark = reading.problems.length;
  const part = needPart(reading, value, key, read);
  return salvage(reading, mark, key) ? undefined : part;
}

/** A list at `key` in which every element counts: one that cannot be read spoils the object. */
export function needList<T>(
  reading: Reading,
  value: unknown,
  key: string,
  read: PartReader<T>,
): readonly T[] {
  reading.path.push(key);
  const list = readAll(reading, value, read);
  reading.path.pop();
  return list;
}

function readAll<T>(reading: Reading, value: unknown, read: PartReader<T>): readonly T[] {
  const list: T[] = [];
  if (!Array.isArray(value)) refuse(reading, '', 'expected a list');
  else
    for (let at = 0; at < value.length; at += 1) list.push(needPart(reading, value[at], at, read));
  return list;
}

/** A list at `key` that is read whole or left out whole: a part of it would say something else. */
export function takeWholeList<T>(
  reading: Reading,
  value: unknown,
  key: string,
  read: PartReader<T>,
): readonly T[] | undefined {
  if (value === undefined || value === null) return undefined;
  const mark = reading.problems.length;
  const list = needList(reading, value, key, read);
  return salvage(reading, mark, key) ? undefined : list;
}

/** A list at `key` whose unreadable elements are left out one by one. */
export function takeList<T>(
  reading: Reading,
  value: unknown,
  key: string,
  read: PartReader<T>,
): readonly T[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) {
    leaveOut(reading, key, 'expected a list');
    return undefined;
  }
  reading.path.push(key);
  const list: T[] = [];
  for (const [index, one] of value.entries()) {
    const mark = reading.problems.length;
    const part = needPart<T>(reading, one, index, read);
    if (!salvage(reading, mark, index)) list.push(part);
  }
  reading.path.pop();
  return list;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Sets an optional property where there is a value: absent is not undefined. */
export function put<T, K extends keyof T>(target: T, key: K, value: T[K] | undefined): void {
  if (value !== undefined) (target as Writable<T>)[key] = value;
}

import { LineError } from './line-error.ts';

/** A JSON object as it was given. */
export type Sent = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Sent {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at a pointer; throws a LineError on anything else. */
export function requireObject(value: unknown, pointer: string): Sent {
  if (isObject(value)) return value;
  throw new LineError('invalid', 'expected an object', pointer);
}

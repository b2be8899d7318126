import { createHash } from 'node:crypto';

/** SHA-256 (hex) of a text, byte for byte. */
export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * SHA-256 (hex) of what a JSON text says: the order of keys and the white space do not count, since
 * a partner pushes an object and serves it in a list in different ways. A text that is no JSON is
 * taken as it is.
 */
export function contentHash(raw: string): string {
  try {
    return textHash(JSON.stringify(sorted(JSON.parse(raw) as unknown)));
  } catch (error) {
    if (error instanceof SyntaxError) return textHash(raw);
    throw error;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

import { MAX_NESTING, nestingDepth, parseDecimal } from '@peregrine/domain';

/** JSON whose numbers are the texts that were written: no meter reading passes through a float. */
export type ExactJson = string | boolean | null | readonly ExactJson[] | ExactObject;
export type ExactObject = { readonly [key: string]: ExactJson };

/** The closing quote is optional so that a text without one is walked over once, not once a quote. */
const TOKENS = /"(?:[^"\\]|\\[\s\S])*"?|,(?=\s*[\]}])|-?\d[\d.]*(?:[eE][+-]?\d+)?/g;

/**
 * Reads a JSON object. Stations write what no parser takes: raw control characters in strings,
 * numbers with leading zeros, a comma before a bracket. Undefined when it is no object even so.
 */
export function parseExact(text: string): ExactObject | undefined {
  if (nestingDepth(text) > MAX_NESTING) return;
  const quoted = text.replace(TOKENS, (token) => {
    if (token === ',') return '';
    return token.startsWith('"') ? escapeControls(token) : `"${token}"`;
  });
  try {
    const value: ExactJson = JSON.parse(quoted);
    return isObject(value) ? value : undefined;
  } catch {
    return; // No JSON.
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROLS = /[\u0000-\u001f]/g;

function escapeControls(text: string): string {
  return text.replace(
    CONTROLS,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function isObject(value: ExactJson | undefined): value is ExactObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that is a text or a number. */
export function textOf(object: ExactObject, key: string): string | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === 'string' ? value.trim() : undefined;
}

/** One text for all ways to write the same JSON: order of keys, white space, zeros at the end. */
export function canonical(value: ExactJson): string {
  if (typeof value === 'string') return JSON.stringify(parseDecimal(value) ?? value);
  if (isList(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return String(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`);
  return `{${members.join()}}`;
}

export function isList(value: ExactJson | undefined): value is readonly ExactJson[] {
  return Array.isArray(value);
}

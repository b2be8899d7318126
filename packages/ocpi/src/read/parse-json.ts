import { parseDecimal } from '@peregrine/domain';

/** 15 significant digits survive a JavaScript number; a longer run of them may not. */
const SAFE_RUN = 15;

/**
 * `JSON.parse` that loses no digit: a number that JavaScript would not keep exactly comes as its
 * text, which every reader here takes for the number it is. Throws SyntaxError as `JSON.parse` does.
 */
export function parseJson(text: string): unknown {
  return hasLongRun(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
}

/** A long run of digits covers every sixteenth character somewhere: few need to be looked at. */
function hasLongRun(text: string): boolean {
  for (let at = SAFE_RUN; at < text.length; at += SAFE_RUN + 1) {
    if (!isDigitOrPoint(text.charCodeAt(at))) continue;
    let from = at;
    let to = at;
    while (from > 0 && isDigitOrPoint(text.charCodeAt(from - 1))) from -= 1;
    while (to < text.length - 1 && isDigitOrPoint(text.charCodeAt(to + 1))) to += 1;
    if (to - from >= SAFE_RUN) return true;
  }
  return false;
}

function isDigitOrPoint(char: number): boolean {
  return (char >= 48 && char <= 57) || char === 46;
}

/** ECMAScript 2026, JSON.parse source text access; where it is missing, numbers stay as they are. */
function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined || source.length <= SAFE_RUN) return value;
  return parseDecimal(value) === parseDecimal(source) ? value : source;
}

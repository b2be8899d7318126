/** How deep a peer's JSON may nest: real messages stay below ten, recursion breaks at thousands. */
export const MAX_NESTING = 32;

/**
 * How deep brackets nest outside of strings; one pass, before a parser sees the text. What parses
 * without harm may still overflow the stack of whoever walks it afterwards.
 */
export function nestingDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      at += 1;
      while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    } else if (char === '{' || char === '[') deepest = Math.max(deepest, ++depth);
    else if (char === '}' || char === ']') depth -= 1;
  }
  return deepest;
}

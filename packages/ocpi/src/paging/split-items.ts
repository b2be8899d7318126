/**
 * The texts of the elements of the top-level `data` array, byte for byte as the partner wrote them:
 * evidence of a CDR is what came, not what we would print. `body` must be valid JSON. Undefined
 * when there is no such array.
 */
export function splitItems(body: string): string[] | undefined {
  const start = dataArrayStart(body);
  if (start === undefined) return undefined;
  const items: string[] = [];
  let depth = 0;
  let from = start + 1;
  for (let at = start + 1; at < body.length; at++) {
    const char = body[at];
    if (char === '"') at = stringEnd(body, at);
    else if (char === '{' || char === '[') depth += 1;
    else if (depth === 0 && (char === ',' || char === ']')) {
      const item = body.slice(from, at).trim();
      if (item !== '') items.push(item);
      if (char === ']') return items;
      from = at + 1;
    } else if (char === '}' || char === ']') depth -= 1;
  }
  return items;
}

function dataArrayStart(body: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < body.length; at++) {
    const char = body[at];
    if (char === '"') {
      const end = stringEnd(body, at);
      const isKey = depth === 1 && body.slice(at, end + 1) === '"data"';
      const value = isKey ? /^\s*:\s*\[/.exec(body.slice(end + 1, end + 100)) : null;
      if (value) return end + value[0].length;
      at = end;
    } else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
  }
  return undefined;
}

function stringEnd(body: string, start: number): number {
  let at = start + 1;
  while (at < body.length && body[at] !== '"') at += body[at] === '\\' ? 2 : 1;
  return at;
}

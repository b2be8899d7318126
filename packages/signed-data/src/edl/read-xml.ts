/**
 * The little of XML that signed meter data needs: elements by their local name, entities, no
 * attributes but one. Linear in the text, whatever is in it.
 */

/** The contents of all elements of that name; nested ones of the same name do not occur. */
export function elementsOf(xml: string, name: string): string[] {
  const found: string[] = [];
  let from = 0;
  for (;;) {
    const open = findTag(xml, name, from, '<');
    if (!open) return found;
    if (xml[open.end - 2] === '/') {
      found.push('');
      from = open.end;
      continue;
    }
    const close = findTag(xml, name, open.end, '</');
    if (!close) return found;
    found.push(xml.slice(open.end, close.start));
    from = close.end;
  }
}

/** The text of the first element of that name, without white space around it. */
export function elementText(xml: string, name: string): string | undefined {
  const [first] = elementsOf(xml, name);
  return first === undefined ? undefined : decodeEntities(first).trim();
}

function findTag(xml: string, name: string, from: number, opening: '<' | '</') {
  for (let at = xml.indexOf(name, from); at >= 0; at = xml.indexOf(name, at + 1)) {
    const after = xml[at + name.length] ?? '';
    if (!/[\s>/]/.test(after)) continue;
    // A prefix of a name space is at most that long.
    const before = xml.slice(Math.max(from, at - 34), at);
    const tag = /<\/?(?:[\w.-]{1,31}:)?$/.exec(before);
    if (!tag || tag[0].startsWith('</') !== (opening === '</')) continue;
    const end = xml.indexOf('>', at);
    if (end < 0) return;
    return { start: at - tag[0].length, end: end + 1 };
  }
  return;
}

/** Comments may hold elements that do not count. */
export function withoutComments(xml: string): string {
  let rest = '';
  let from = 0;
  for (;;) {
    const open = xml.indexOf('<!--', from);
    if (open < 0) return rest + xml.slice(from);
    rest += xml.slice(from, open);
    const close = xml.indexOf('-->', open + 4);
    if (close < 0) return rest;
    from = close + 3;
  }
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

export function decodeEntities(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

import { type Line, readLines } from './read-lines.ts';

/** A CDR of ten thousand periods is a tenth of it. */
const LIMIT_BYTES = 16 * 1024 * 1024;

/** One JSON text with where it began; `undefined` where it was too long to be taken. */
export type Item = { readonly line: number; readonly text: string | undefined };

/**
 * The JSON texts of an input: a line each, or a document over several lines that starts with an open
 * bracket and ends with one in the first column, as programs print it. Blank lines count for
 * nothing. A document that is cut off is one text, and a line that starts another ends it.
 */
export async function* readItems(
  source: AsyncIterable<Uint8Array>,
  limitBytes = LIMIT_BYTES,
): AsyncGenerator<readonly Item[]> {
  const gathering = new Gathering(limitBytes);
  for await (const lines of readLines(source, limitBytes)) {
    const items = lines.flatMap((line) => gathering.take(line));
    if (items.length > 0) yield items;
  }
  const rest = gathering.end();
  if (rest.length > 0) yield rest;
}

class Gathering {
  readonly #limit: number;
  #document: string[] = [];
  #size = 0;
  #startedAt = 0;
  #line = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  take(line: Line): readonly Item[] {
    this.#line += 1;
    if (line === undefined) return [...this.end(), { line: this.#line, text: undefined }];
    // Files without a last newline, one after the other.
    if (line === '}{') return [...this.#gather('}'), ...this.#gather('{')];
    return this.#gather(line);
  }

  /** What was gathered, as one text. */
  end(): readonly Item[] {
    if (this.#document.length === 0) return [];
    const isTooLong = this.#size > this.#limit;
    const text = isTooLong ? undefined : this.#document.join('\n');
    this.#document = [];
    this.#size = 0;
    return [{ line: this.#startedAt, text }];
  }

  #gather(line: string): readonly Item[] {
    if (this.#document.length > 0) {
      if (line.startsWith('{')) return [...this.end(), ...this.#gather(line)];
      this.#add(line);
      return /^[\]}]/.test(line) ? this.end() : [];
    }
    if (line.trim() === '') return [];
    if (!opensDocument(line)) return [{ line: this.#line, text: line }];
    this.#startedAt = this.#line;
    this.#add(line);
    return [];
  }

  /** Beyond the limit the text is only counted. */
  #add(line: string): void {
    this.#size += line.length + 1;
    if (this.#size <= this.#limit) this.#document.push(line);
    else this.#document = [''];
  }
}

function opensDocument(line: string): boolean {
  const last = line.trimEnd().at(-1) ?? '';
  return /^\s*[[{]/.test(line) && (last === '{' || last === '[' || last === ',');
}

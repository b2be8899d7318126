const NEWLINE = 0x0a;

/** A line without its end; `undefined` where it was longer than the limit and was passed over. */
export type Line = string | undefined;

/**
 * Splits UTF-8 bytes into lines, as many at once as a chunk completes, and holds no more than one
 * chunk and one line in memory. Ends of lines may be LF or CRLF; a byte order mark is taken off.
 */
export async function* readLines(
  source: AsyncIterable<Uint8Array>,
  limitBytes: number,
): AsyncGenerator<readonly Line[]> {
  const open = new OpenLine(limitBytes);
  let isFirst = true;
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const lines: Line[] = [];
    let from = 0;
    for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, from)) {
      open.add(bytes.subarray(from, at));
      lines.push(open.close(isFirst));
      isFirst = false;
      from = at + 1;
    }
    open.add(bytes.subarray(from));
    if (lines.length > 0) yield lines;
  }
  if (!open.isEmpty) yield [open.close(isFirst)];
}

/** The line whose end was not read yet. */
class OpenLine {
  readonly #limit: number;
  #pieces: Buffer[] = [];
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  add(piece: Buffer): void {
    this.#size += piece.length;
    if (this.#size <= this.#limit) this.#pieces.push(piece);
    else this.#pieces = [];
  }

  close(isFirst: boolean): Line {
    const [only, ...more] = this.#pieces;
    const isTooLong = this.#size > this.#limit;
    const bytes = more.length === 0 ? only : Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#size = 0;
    if (isTooLong) return undefined;
    const text = bytes?.toString('utf8') ?? '';
    const end = text.endsWith('\r') ? -1 : undefined;
    return text.slice(isFirst && text.startsWith('\uFEFF') ? 1 : 0, end);
  }
}

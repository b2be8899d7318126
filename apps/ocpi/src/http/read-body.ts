import { STATUS } from './answer.ts';
import { Refusal } from './refusals.ts';

const MAX_BYTES = 1_000_000;
const MAX_DEPTH = 32;

/** Reads a request's body as text, at most 1 MB. */
export async function readBody(request: Request): Promise<string> {
  const length = Number(request.headers.get('content-length') ?? '0');
  if (length > MAX_BYTES) throw tooLarge();
  if (!request.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw tooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Parses a body; anything that is no JSON is HTTP 400 (OCPI 2.2.1 status_codes). */
export function parseBody(body: string): unknown {
  if (depthOf(body) > MAX_DEPTH) throw badJson('The body is nested too deeply.');
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) throw badJson('The body is not valid JSON.');
    throw error;
  }
}

function badJson(message: string): Refusal {
  return new Refusal({ http: 400, status: STATUS.invalid, message });
}

function tooLarge(): Refusal {
  return new Refusal({
    http: 413,
    status: STATUS.invalid,
    message: `The body is larger than ${MAX_BYTES} bytes.`,
    headers: { connection: 'close' },
  });
}

/** How deep brackets nest outside of strings; one pass, before the parser sees the text. */
function depthOf(text: string): number {
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

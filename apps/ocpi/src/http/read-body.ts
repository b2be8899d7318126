import { MAX_NESTING, nestingDepth } from '@peregrine/domain';
import { parseJson } from '@peregrine/ocpi/fold';
import { STATUS } from './answer.ts';
import { Refusal } from './refusals.ts';

const MAX_BYTES = 1_000_000;

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
  if (nestingDepth(body) > MAX_NESTING) throw badJson('The body is nested too deeply.');
  try {
    return parseJson(body);
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

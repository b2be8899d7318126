import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { guardedLookup, guardUrl } from './guard-address.ts';

/** What went wrong below OCPI. `sent` false: certainly nothing reached the partner. */
export class CallFailure extends Error {
  readonly sent: boolean;

  constructor(message: string, sent: boolean, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'CallFailure';
    this.sent = sent;
  }
}

export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};
export type HttpCall = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A connection of its own: then `sent` is exact also when the peer resets. */
  readonly fresh?: boolean;
};
export type CallerOptions = {
  /** http and loopback addresses, for the demo and tests. */
  readonly allowLoopback: boolean;
  /** Of the whole call; 10 s when absent. */
  readonly timeoutMs?: number;
  /** Of the answer's body; 8 MB when absent. */
  readonly maxBytes?: number;
};
export type Caller = { call(input: HttpCall): Promise<HttpAnswer>; close(): void };

/** An HTTP client for partners: guarded addresses, no redirects, bounded time and size. */
export function createCaller(options: CallerOptions): Caller {
  const agents = {
    'http:': new HttpAgent({ keepAlive: true, maxSockets: 8 }),
    'https:': new HttpsAgent({ keepAlive: true, maxSockets: 8 }),
  };
  return {
    call: (input) => performCall(input, options, agents),
    close() {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

type Agents = { readonly 'http:': HttpAgent; readonly 'https:': HttpsAgent };

async function performCall(
  input: HttpCall,
  options: CallerOptions,
  agents: Agents,
): Promise<HttpAnswer> {
  const url = new URL(input.url);
  try {
    guardUrl(url, options.allowLoopback);
  } catch (error) {
    throw new CallFailure(messageOf(error), false, error);
  }
  const secure = url.protocol === 'https:';
  let sent = false;
  try {
    return await new Promise<HttpAnswer>((resolve, reject) => {
      const outgoing = (secure ? httpsRequest : httpRequest)(url, {
        method: input.method,
        headers: headersOf(input),
        agent: input.fresh ? false : agents[secure ? 'https:' : 'http:'],
        lookup: guardedLookup(options.allowLoopback),
        signal: AbortSignal.timeout(options.timeoutMs ?? 10_000),
      });
      outgoing.on('socket', (socket) => {
        if (outgoing.reusedSocket) sent = true;
        else
          socket.once(secure ? 'secureConnect' : 'connect', () => {
            sent = true;
          });
      });
      outgoing.on('error', reject);
      outgoing.on('response', (response) => {
        readBody(response, options.maxBytes ?? 8_000_000).then(
          (body) => resolve(answerOf(response, body)),
          (error: unknown) => {
            outgoing.destroy();
            reject(error);
          },
        );
      });
      outgoing.end(input.body);
    });
  } catch (error) {
    throw new CallFailure(messageOf(error), sent, error);
  }
}

function headersOf(input: HttpCall): Record<string, string> {
  const body = input.body;
  return {
    accept: 'application/json',
    ...input.headers,
    ...(body === undefined
      ? {}
      : {
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
        }),
  };
}

async function readBody(response: IncomingMessage, maxBytes: number): Promise<string> {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new Error(`unasked content-encoding ${encoding}`);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > maxBytes) throw new Error(`answer larger than ${maxBytes} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answerOf(response: IncomingMessage, body: string): HttpAnswer {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return { status: response.statusCode ?? 0, headers, body };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'timed out';
  const code = 'code' in error ? String(error.code) : undefined;
  return code ? `${code}: ${error.message || 'connection failed'}` : error.message;
}

import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '@peregrine/db';
import { type PartyRef, partyKey, partyRef } from '@peregrine/domain';
import { SELLER_SETTINGS, testDatabase } from '@peregrine/testkit';
import { compose } from '../compose.ts';
import { readSettings } from '../env.ts';

export type Reply = {
  readonly http: number;
  readonly headers: Headers;
  /** The OCPI envelope; empty where the body is none. */
  readonly body: {
    readonly status_code?: number;
    readonly status_message?: string;
    readonly data?: unknown;
  };
  readonly text: string;
};
export type CallOptions = {
  readonly token?: string;
  readonly body?: unknown;
  readonly rawBody?: string;
  readonly headers?: Readonly<Record<string, string>>;
};
export type Endpoint = Awaited<ReturnType<typeof startEndpoint>>;

/** The endpoint as it runs: real HTTP, a database of its own, connected as role `edge`. */
export async function startEndpoint() {
  const store = await testDatabase();
  const lines: string[] = [];
  const running = await compose(
    readSettings({
      ...SELLER_SETTINGS,
      OCPI_PORT: '0',
      DATABASE_URL: store.edgeUrl,
      OCPI_URL: 'http://127.0.0.1:3010',
      SECRETS_KEY: randomBytes(32).toString('base64'),
      OCPI_ALLOW_LOOPBACK: '1',
    }),
    (level, event, details) => lines.push(JSON.stringify({ level, event, ...details })),
  );
  const origin = `http://127.0.0.1:${running.port}`;
  return {
    store,
    origin,
    log: lines,
    call: (method: string, path: string, options: CallOptions = {}) =>
      call(origin, method, path, options),
    addPartner: (parties: readonly PartyRef[]) => addConnected(store.database, parties),
    async close() {
      await running.close();
      await store.close();
    },
  };
}

async function call(
  origin: string,
  method: string,
  path: string,
  options: CallOptions,
): Promise<Reply> {
  const body =
    options.rawBody ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  const response = await fetch(`${origin}${path}`, {
    method,
    headers: {
      ...(options.token === undefined ? {} : { authorization: tokenHeader(options.token) }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const envelope = text.startsWith('{') ? (JSON.parse(text) as Reply['body']) : {};
  return { http: response.status, headers: response.headers, body: envelope, text };
}

export function tokenHeader(token: string): string {
  return `Token ${Buffer.from(token).toString('base64')}`;
}

/** A connected partner with a token of ours that the test knows. */
async function addConnected(database: Database, parties: readonly PartyRef[]) {
  const token = randomBytes(24).toString('base64url');
  const { id } = await database.read.partner.create({
    data: {
      name: `Partner ${parties.map(partyKey).join(' ')} ${token.slice(0, 6)}`,
      kind: 'ocpi',
      status: 'connected',
      version: '2.2.1',
      ourTokenHash: createHash('sha256').update(token).digest('hex'),
      parties: {
        create: parties.map((party) => ({ ...party, role: 'CPO', name: partyKey(party) })),
      },
    },
  });
  return { id, token };
}

export const LOW = partyRef('NL', 'LOW');
export const OTHER = partyRef('BE', 'OTH');

import { randomUUID } from 'node:crypto';
import { now, type Peer, type Platform } from './platform.ts';
import type { WireEndpoint } from './wire.ts';

const TIMEOUT_MS = 10_000;
const REMEMBERED_PUSHES = 300;

export type PeerAnswer = {
  isOk: boolean;
  httpStatus: number;
  ocpiStatus?: number;
  data?: unknown;
  headers?: Headers;
};

type Party = { country_code: string; party_id: string };

/** The `Authorization` value of OCPI 2.2.1: base64 of the token's UTF-8. */
export function authorizationOf(token: string): string {
  return `Token ${Buffer.from(token, 'utf8').toString('base64')}`;
}

/**
 * One request to the eMSP's functional modules, with routing headers and message ids
 * (transport_and_format). Never thrown, never repeated: what did not arrive is fetched by GET.
 */
export async function callPeer(
  platform: Platform,
  request: { method: string; url: string; body?: unknown; from: Party; to?: Party },
): Promise<PeerAnswer> {
  const { peer } = platform.state;
  if (!peer) return { isOk: false, httpStatus: 0 };
  const to = request.to ?? firstEmsp(peer);
  const answer = await request_(request.method, request.url, request.body, {
    Authorization: authorizationOf(peer.token),
    'OCPI-from-country-code': request.from.country_code,
    'OCPI-from-party-id': request.from.party_id,
    ...(to && { 'OCPI-to-country-code': to.country_code, 'OCPI-to-party-id': to.party_id }),
  });
  note(platform, request.method, request.url, answer);
  return answer;
}

/** A GET of a configuration module (versions, credentials): without routing headers. */
export function configurePeer(
  method: string,
  url: string,
  token: string,
  body?: unknown,
): Promise<PeerAnswer> {
  return request_(method, url, body, { Authorization: authorizationOf(token) });
}

export function findEndpoint(
  peer: Peer,
  identifier: string,
  role: WireEndpoint['role'],
): string | undefined {
  const found = peer.endpoints.find((it) => it.identifier === identifier && it.role === role);
  return found?.url.replace(/\/+$/, '');
}

function firstEmsp(peer: Peer): Party | undefined {
  const role = peer.roles.find((it) => it.role === 'EMSP') ?? peer.roles[0];
  return role && { country_code: role.countryCode, party_id: role.partyId };
}

async function request_(
  method: string,
  url: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<PeerAnswer> {
  try {
    const response = await fetch(url, {
      method,
      headers: {
        ...headers,
        'X-Request-ID': randomUUID(),
        'X-Correlation-ID': randomUUID(),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return readAnswer(response, await response.text());
  } catch (error) {
    // Unreachable or too slow: a fact about the peer, told to the caller as status 0.
    process.stderr.write(`sandbox: ${method} ${url}: ${reasonOf(error)}\n`);
    return { isOk: false, httpStatus: 0 };
  }
}

function readAnswer(response: Response, text: string): PeerAnswer {
  const envelope = parseEnvelope(text);
  const ocpiStatus = envelope?.status_code;
  return {
    isOk: response.ok && ocpiStatus !== undefined && ocpiStatus < 2000,
    httpStatus: response.status,
    ...(ocpiStatus !== undefined && { ocpiStatus }),
    data: envelope?.data,
    headers: response.headers,
  };
}

function parseEnvelope(text: string): { status_code?: number; data?: unknown } | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as { status_code?: number; data?: unknown };
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message ? cause.message : error.message;
}

function note(platform: Platform, method: string, url: string, answer: PeerAnswer): void {
  const { httpStatus, ocpiStatus } = answer;
  const status = { httpStatus, ...(ocpiStatus !== undefined && { ocpiStatus }) };
  platform.pushes.push({ at: now(platform), method, url, ...status });
  if (platform.pushes.length > REMEMBERED_PUSHES) platform.pushes.shift();
}

import { randomBytes } from 'node:crypto';
import { configurePeer } from './call-peer.ts';
import type { Peer, Platform } from './platform.ts';
import type { WireCredentials, WireEndpoint } from './wire.ts';

const VERSION = '2.2.1';
const NEEDED = ['sessions', 'cdrs', 'tokens'];

export type Registered = { kind: 'registered'; credentials: WireCredentials };
export type NotRegistered = {
  kind: 'refused';
  statusCode: 2001 | 3001 | 3002 | 3003;
  reason: string;
};

/** What this platform says about itself; `token` is what its reader has to send. */
export function credentialsOf(platform: Platform, token: string): WireCredentials {
  return {
    token,
    url: `${platform.baseUrl}/versions`,
    roles: platform.world.parties.map((party) => ({
      role: 'CPO',
      party_id: party.partyId,
      country_code: party.countryCode,
      business_details: { name: party.name },
    })),
  };
}

/**
 * The receiver's part of a registration or an update (credentials, POST and PUT): reads the
 * sender's versions and endpoints with the token it gave, keeps them, answers a new token.
 */
export async function acceptCredentials(
  platform: Platform,
  sent: Partial<WireCredentials>,
): Promise<Registered | NotRegistered> {
  const { token, url, roles } = sent;
  if (!token || !url || !roles?.length) {
    return { kind: 'refused', statusCode: 2001, reason: 'token, url and roles are required' };
  }
  const read = await readEndpoints(url, token);
  if (!Array.isArray(read)) return read;
  const missing = NEEDED.filter((name) => !read.some((it) => it.identifier === name));
  if (missing.length > 0) {
    const reason = `endpoints missing: ${missing.join(', ')}`;
    return { kind: 'refused', statusCode: 3003, reason };
  }
  const tokenForPeer = newToken();
  platform.state.peer = peerOf(sent as WireCredentials, read);
  platform.state.tokenForPeer = tokenForPeer;
  platform.touch();
  return { kind: 'registered', credentials: credentialsOf(platform, tokenForPeer) };
}

/**
 * The sender's part: registers this platform at an eMSP that gave us a token A, or renews what we
 * have (`PUT`).
 */
export async function sendCredentials(
  platform: Platform,
  method: 'POST' | 'PUT',
  versionsUrl: string,
  token: string,
): Promise<Registered | NotRegistered> {
  const read = await readEndpoints(versionsUrl, token);
  if (!Array.isArray(read)) return read;
  const url = read.find((it) => it.identifier === 'credentials')?.url;
  if (!url) return { kind: 'refused', statusCode: 3003, reason: 'no credentials endpoint' };
  const before = platform.state.tokenForPeer;
  const tokenForPeer = newToken();
  // Theirs must work before they answer: they read our versions inside this call.
  platform.state.tokenForPeer = tokenForPeer;
  const body = credentialsOf(platform, tokenForPeer);
  const reply = await configurePeer(method, url, token, body);
  if (!reply.isOk) {
    if (before) platform.state.tokenForPeer = before;
    else delete platform.state.tokenForPeer;
    const reason = `${method} credentials: HTTP ${reply.httpStatus}, OCPI ${reply.ocpiStatus}`;
    return { kind: 'refused', statusCode: 3001, reason };
  }
  platform.state.peer = peerOf(reply.data as WireCredentials, read);
  platform.touch();
  return { kind: 'registered', credentials: body };
}

export function forgetPeer(platform: Platform): void {
  delete platform.state.peer;
  delete platform.state.tokenForPeer;
  platform.touch();
}

async function readEndpoints(
  versionsUrl: string,
  token: string,
): Promise<WireEndpoint[] | NotRegistered> {
  const versions = await configurePeer('GET', versionsUrl, token);
  if (!versions.isOk || !Array.isArray(versions.data)) {
    const reason = `GET ${versionsUrl}: HTTP ${versions.httpStatus}`;
    return { kind: 'refused', statusCode: 3001, reason };
  }
  const offered = versions.data as { version: string; url: string }[];
  const version = offered.find((it) => it.version === VERSION);
  if (!version) return { kind: 'refused', statusCode: 3002, reason: `no version ${VERSION}` };
  const details = await configurePeer('GET', version.url, token);
  const endpoints = (details.data as { endpoints?: WireEndpoint[] } | undefined)?.endpoints;
  if (!details.isOk || !endpoints) {
    const reason = `GET ${version.url}: HTTP ${details.httpStatus}`;
    return { kind: 'refused', statusCode: 3001, reason };
  }
  return endpoints;
}

function peerOf(credentials: WireCredentials, endpoints: WireEndpoint[]): Peer {
  return {
    token: credentials.token,
    versionsUrl: credentials.url,
    endpoints,
    roles: credentials.roles.map((role) => ({
      role: role.role,
      partyId: role.party_id,
      countryCode: role.country_code,
    })),
  };
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

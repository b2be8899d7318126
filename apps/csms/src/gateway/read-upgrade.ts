import type { IncomingMessage } from 'node:http';

export type UpgradeRequest = {
  readonly identity: string;
  /** Undefined without usable Basic credentials of exactly this identity. */
  readonly password: string | undefined;
  readonly offered: readonly string[];
};

/**
 * Reads who wants to connect: `/ocpp/{identity}`, Basic credentials, offered subprotocols. A path
 * that is not ours is 404, a bad percent sequence is 400 (never a throw: this runs before anyone is
 * known).
 */
export function readUpgrade(request: IncomingMessage): UpgradeRequest | 400 | 404 {
  const [path = ''] = (request.url ?? '').split('?', 1);
  const prefix = '/ocpp/';
  if (!path.startsWith(prefix)) return 404;
  let identity: string;
  try {
    identity = decodeURIComponent(path.slice(prefix.length));
  } catch {
    return 400;
  }
  if (identity === '' || identity.length > 255) return 404;
  // A NUL is no text for PostgreSQL.
  if (identity.includes('\0')) return 400;
  const header = request.headers['sec-websocket-protocol'] ?? '';
  const offered = header
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return { identity, password: readPassword(request.headers.authorization, identity), offered };
}

/** OCPP 1.6 security whitepaper, profile 1: the username is the identity. */
function readPassword(header: string | undefined, identity: string): string | undefined {
  const [, encoded] = /^Basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(header ?? '') ?? [];
  if (!encoded) return undefined;
  const credentials = Buffer.from(encoded, 'base64').toString('utf8');
  // The identity itself may hold a colon (some stations use a MAC address).
  if (!credentials.startsWith(`${identity}:`)) return undefined;
  return credentials.slice(identity.length + 1);
}

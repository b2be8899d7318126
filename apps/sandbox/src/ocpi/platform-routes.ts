import { type Context, Hono, type Next } from 'hono';
import { answer, refuse } from './answer.ts';
import { commandRoutes } from './command-routes.ts';
import type { Platform } from './platform.ts';
import { acceptCredentials, credentialsOf, forgetPeer } from './registration.ts';
import type { Charges } from './run-charges.ts';
import { senderRoutes } from './sender-routes.ts';
import { tokenRoutes } from './token-routes.ts';
import type { WireCredentials, WireEndpoint } from './wire.ts';

type Caller = 'registering' | 'peer';

/** Everything that one CPO platform answers over OCPI 2.2.1, under `/ocpi/{key}`. */
export function platformRoutes(platform: Platform, charges: Charges): Hono {
  const routes = new Hono();
  routes.use('*', (c, next) => repeatIds(c, next));
  routes.use('*', async (c, next) => {
    const caller = callerOf(platform, c.req.header('Authorization'));
    // Token A opens versions and credentials, nothing else (transport_and_format, Authorization).
    const isConfiguration = /\/(versions|2\.2\.1|2\.2\.1\/credentials)\/?$/.test(c.req.path);
    if (!caller || (caller === 'registering' && !isConfiguration)) {
      return refuse(c, 2001, 'unknown credentials token', 401);
    }
    await next();
    return undefined;
  });
  routes.get('/versions', (c) =>
    answer(c, [{ version: '2.2.1', url: `${platform.baseUrl}/2.2.1` }]),
  );
  routes.get('/2.2.1', (c) =>
    answer(c, { version: '2.2.1', endpoints: endpointsOf(platform.baseUrl) }),
  );
  addCredentials(routes, platform);
  routes.use('/2.2.1/:module/*', (c, next) => routeBack(c, next));
  routes.route('/2.2.1/commands', commandRoutes(platform, charges));
  routes.route('/2.2.1/tokens', tokenRoutes(platform));
  routes.route('/2.2.1', senderRoutes(platform));
  routes.onError((error, c) => {
    if (error instanceof SyntaxError) return refuse(c, 2001, 'the body is no JSON', 400);
    throw error;
  });
  routes.notFound((c) => refuse(c, 2000, 'no such endpoint', 404));
  return routes;
}

function addCredentials(routes: Hono, platform: Platform): void {
  const path = '/2.2.1/credentials';
  const tokenOf = (c: Context) => decodeToken(c.req.header('Authorization')) ?? '';
  routes.get(path, (c) => answer(c, credentialsOf(platform, tokenOf(c))));
  routes.post(path, async (c) => {
    if (platform.state.peer) return refuse(c, 2000, 'already registered: use PUT', 405);
    return register(c, platform);
  });
  routes.put(path, async (c) => {
    if (!platform.state.peer) return refuse(c, 2000, 'not registered: use POST', 405);
    return register(c, platform);
  });
  routes.delete(path, (c) => {
    if (!platform.state.peer) return refuse(c, 2000, 'not registered', 405);
    forgetPeer(platform);
    return answer(c);
  });
}

async function register(c: Context, platform: Platform): Promise<Response> {
  const result = await acceptCredentials(platform, await c.req.json<Partial<WireCredentials>>());
  if (result.kind === 'refused') return refuse(c, result.statusCode, result.reason);
  return answer(c, result.credentials);
}

function callerOf(platform: Platform, header: string | undefined): Caller | undefined {
  const token = decodeToken(header);
  if (!token) return undefined;
  if (token === platform.state.tokenForPeer) return 'peer';
  // Thrown away once the exchange is done; `/control` forgets the peer and makes it good again.
  const isOpen = !platform.state.peer && token === platform.world.registrationToken;
  return isOpen ? 'registering' : undefined;
}

function decodeToken(header: string | undefined): string | undefined {
  const encoded = /^Token ([A-Za-z0-9+/]+=*)$/.exec(header ?? '')?.[1];
  return encoded && Buffer.from(encoded, 'base64').toString('utf8');
}

function endpointsOf(baseUrl: string): WireEndpoint[] {
  const at = (identifier: string, role: WireEndpoint['role']): WireEndpoint => ({
    identifier,
    role,
    url: `${baseUrl}/2.2.1/${identifier}`,
  });
  return [
    at('credentials', 'RECEIVER'),
    at('locations', 'SENDER'),
    at('tariffs', 'SENDER'),
    at('sessions', 'SENDER'),
    at('cdrs', 'SENDER'),
    at('tokens', 'RECEIVER'),
    at('commands', 'RECEIVER'),
  ];
}

/** An answer carries the request's ids (transport_and_format, Unique message IDs). */
async function repeatIds(c: Context, next: Next): Promise<void> {
  await next();
  copyHeaders(c, [
    ['X-Request-ID', 'X-Request-ID'],
    ['X-Correlation-ID', 'X-Correlation-ID'],
  ]);
}

/** The routing headers of an answer are those of the request, turned around. */
async function routeBack(c: Context, next: Next): Promise<void> {
  await next();
  if (c.req.path.endsWith('/credentials')) return;
  copyHeaders(c, [
    ['OCPI-from-party-id', 'OCPI-to-party-id'],
    ['OCPI-from-country-code', 'OCPI-to-country-code'],
    ['OCPI-to-party-id', 'OCPI-from-party-id'],
    ['OCPI-to-country-code', 'OCPI-from-country-code'],
  ]);
}

function copyHeaders(c: Context, pairs: [from: string, to: string][]): void {
  for (const [from, to] of pairs) {
    const value = c.req.header(from);
    if (value) c.header(to, value);
  }
}

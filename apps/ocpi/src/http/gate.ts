import { tokensOfHeader } from '@peregrine/ocpi';
import type { VersionWire } from '@peregrine/ocpi/fold';
import { type AuthenticatedPartner, authenticatePartner, type Context } from '@peregrine/services';
import type { Hono, Context as HonoContext } from 'hono';
import { causeOf, type Log, maskedPath } from '../log.ts';
import { type Answer, envelope, type Handler, STATUS } from './answer.ts';
import { readBody } from './read-body.ts';
import { answerOf } from './refusals.ts';

export type Server = { readonly app: Hono; readonly ctx: Context; readonly log: Log };
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Route = {
  readonly path: string;
  readonly methods: Readonly<Partial<Record<Method, Handler>>>;
  /** Versions and credentials: open to tokens of a registration, never routed. */
  readonly configuration?: boolean;
};

const UNAUTHORIZED: Answer = {
  http: 401,
  status: STATUS.clientError,
  message: 'The credentials token is missing or unknown.',
  headers: { 'www-authenticate': 'Token' },
};

/** Adds a path; every method goes through the one gate: token, then method, then handler. */
export function addRoute(server: Server, wire: VersionWire, route: Route): void {
  server.app.all(route.path, (c) => answerRequest(server, c, () => enter(server, c, wire, route)));
}

/** What no route knows: 401 without a token, else 404. */
export function addFallback(server: Server): void {
  server.app.notFound((c) =>
    answerRequest(server, c, async () => {
      const known = await authenticate(server.ctx, c);
      if (!known || known.partner.registering) return { answer: UNAUTHORIZED };
      const answer = { http: 404, status: STATUS.clientError, message: 'There is nothing here.' };
      return { answer, partner: known.partner };
    }),
  );
}

type Entered = { readonly answer: Answer; readonly partner?: AuthenticatedPartner };

async function enter(
  server: Server,
  c: HonoContext,
  wire: VersionWire,
  route: Route,
): Promise<Entered> {
  const known = await authenticate(server.ctx, c);
  if (!known || (known.partner.registering && !route.configuration))
    return { answer: UNAUTHORIZED };
  const { partner, token } = known;
  const handler = route.methods[c.req.method as Method];
  if (!handler) return { answer: notAllowed(route), partner };
  const { partnerId, parties } = partner;
  const ctx: Context = { ...server.ctx, actor: { kind: 'partner', partnerId, parties } };
  const body = await readBody(c.req.raw);
  const url = new URL(c.req.url);
  const parameters = c.req.param() as Readonly<Record<string, string>>;
  return { answer: await handler({ ctx, partner, token, wire, parameters, url, body }), partner };
}

async function authenticate(
  ctx: Context,
  c: HonoContext,
): Promise<{ readonly partner: AuthenticatedPartner; readonly token: string } | undefined> {
  const tokens = tokensOfHeader(c.req.header('authorization'));
  const partner = await authenticatePartner(ctx, { tokens });
  return partner && { partner, token: tokens[0] ?? '' };
}

export function notAllowed(route: Pick<Route, 'methods'>): Answer {
  return {
    http: 405,
    status: STATUS.clientError,
    message: 'This method is not allowed here.',
    headers: { allow: Object.keys(route.methods).join(', ') },
  };
}

/** Turns whatever happens into one response and one log line; bugs answer 3000 and no detail. */
async function answerRequest(
  server: Server,
  c: HonoContext,
  work: () => Promise<Entered>,
): Promise<Response> {
  const { ctx, log } = server;
  const startedAt = ctx.clock.now();
  let entered: Entered;
  try {
    entered = await work();
  } catch (error) {
    const refusal = answerOf(error);
    if (!refusal)
      log('error', 'request failed', { path: maskedPath(c.req.path), ...causeOf(error) });
    const failed = { http: 500, status: STATUS.serverError, message: 'Something went wrong here.' };
    entered = { answer: refusal ?? failed };
  }
  const { answer, partner } = entered;
  log('info', 'request', {
    method: c.req.method,
    path: maskedPath(c.req.path),
    http: answer.http ?? 200,
    ocpi: answer.status ?? STATUS.success,
    ms: ctx.clock.now().getTime() - startedAt.getTime(),
    requestId: c.req.header('x-request-id')?.slice(0, 60),
    ...(partner ? { partner: partner.name } : {}),
  });
  return new Response(envelope(answer, ctx.clock), {
    status: answer.http ?? 200,
    headers: { 'content-type': 'application/json', ...echoed(c), ...answer.headers },
  });
}

const ECHOED = ['x-request-id', 'x-correlation-id'];
/** Routing headers turn round in the answer (transport_and_format, Message Routing Headers). */
const TURNED = [
  ['ocpi-from-country-code', 'ocpi-to-country-code'],
  ['ocpi-from-party-id', 'ocpi-to-party-id'],
  ['ocpi-to-country-code', 'ocpi-from-country-code'],
  ['ocpi-to-party-id', 'ocpi-from-party-id'],
] as const;

function echoed(c: HonoContext): Record<string, string> {
  const same = ECHOED.map((name) => [name, c.req.header(name)] as const);
  const turned = TURNED.map(([from, to]) => [to, c.req.header(from)] as const);
  const sent = [...same, ...turned].filter(
    (entry): entry is readonly [string, string] =>
      entry[1] !== undefined && /^[\x20-\x7e]{1,200}$/.test(entry[1]),
  );
  return Object.fromEntries(sent);
}

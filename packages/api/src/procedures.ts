import { type Actor, type Context, ServiceError } from '@peregrine/services';
import { initTRPC } from '@trpc/server';
import type { ApiContext } from './context.ts';
import { refusalOf, toTrpcError } from './refusals.ts';

const trpc = initTRPC.context<ApiContext>().create({
  isDev: false,
  sse: {
    // A stream is opened anew, and its reader asked for again, at least this often.
    maxDurationMs: 15 * 60_000,
    ping: { enabled: true, intervalMs: 1_500 },
    client: { reconnectAfterInactivityMs: 4_000 },
  },
  errorFormatter({ shape, error }) {
    const refusal = refusalOf(error);
    const { code, httpStatus, path } = shape.data;
    // What was wrong with an input travels by field, not as the JSON text of all issues.
    const inWords = Object.values(refusal.fields).join(' ');
    return {
      ...shape,
      message: inWords || shape.message,
      data: { code, httpStatus, path, refusal },
    };
  },
});

const mapRefusals = trpc.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const { error } = result;
  if (error.code !== 'INTERNAL_SERVER_ERROR') throw error;
  const cause = error.cause ?? error;
  if (!(cause instanceof ServiceError)) ctx.reportError(cause, path);
  throw toTrpcError(cause);
});

function requireActor<K extends Actor['kind']>(...kinds: readonly K[]) {
  return trpc.middleware(({ ctx, next }) => {
    const { actor } = ctx.service;
    if (actor.kind === 'anonymous') {
      throw toTrpcError(new ServiceError('not-signed-in', 'Sign in first.'));
    }
    if (!(kinds as readonly string[]).includes(actor.kind)) {
      throw toTrpcError(new ServiceError('not-allowed', 'This is not for you.'));
    }
    const service = ctx.service as Context<Extract<Actor, { kind: K }>>;
    return next({ ctx: { ...ctx, service } });
  });
}

export const { router, createCallerFactory } = trpc;
/** Anyone. */
export const openProcedure = trpc.procedure.use(mapRefusals);
/** A signed-in person; staff are drivers too. */
export const personProcedure = openProcedure.use(requireActor('driver', 'staff'));
/** Our staff; the console's verbs check it again. */
export const staffProcedure = openProcedure.use(requireActor('staff'));

import { ServiceError } from '@peregrine/services';
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

const asDriver = trpc.middleware(({ ctx, next }) => {
  const { actor } = ctx.service;
  if (actor.kind !== 'driver' && actor.kind !== 'staff') {
    throw toTrpcError(new ServiceError('not-signed-in', 'Sign in first.'));
  }
  // Staff charge as drivers do; what they may do as staff is asked for at the console.
  const driver = { kind: 'driver', userId: actor.userId } as const;
  return next({ ctx: { ...ctx, service: { ...ctx.service, actor: driver } } });
});

const asStaff = trpc.middleware(({ ctx, next }) => {
  const { actor } = ctx.service;
  if (actor.kind === 'anonymous') {
    throw toTrpcError(new ServiceError('not-signed-in', 'Sign in first.'));
  }
  if (actor.kind !== 'staff') {
    throw toTrpcError(new ServiceError('not-allowed', 'This is for our staff.'));
  }
  return next({ ctx: { ...ctx, service: { ...ctx.service, actor } } });
});

export const { router, createCallerFactory } = trpc;
/** Anyone. */
export const openProcedure = trpc.procedure.use(mapRefusals);
/** A signed-in person, as a driver. */
export const driverProcedure = openProcedure.use(asDriver);
/** Our staff; the console's verbs check it again. */
export const staffProcedure = openProcedure.use(asStaff);

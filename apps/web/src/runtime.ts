import type { ApiContext } from '@peregrine/api';
import { maskedStack } from '@peregrine/domain';
import type { Actor, Context } from '@peregrine/services';
import { compose } from './compose.ts';

type Runtime = {
  readonly base: Omit<Context, 'actor'>;
  readonly shutdown: AbortController;
};

// Next bundles pages, route handlers and instrumentation apart: a module's variable would exist
// once in each, and so would the database. The process has one place for what it has one of.
const place = Symbol.for('peregrine.web.runtime');
const shared = globalThis as typeof globalThis & { [place]?: Runtime };

function runtime(): Runtime {
  shared[place] ??= begin();
  return shared[place];
}

function begin(): Runtime {
  const shutdown = new AbortController();
  // Next waits for open requests before it exits; streams of live charges would keep it for ever.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => shutdown.abort());
  }
  return { base: compose(), shutdown };
}

/** The verbs' context for whoever acts. */
export function serviceContext(actor: Actor): Context {
  return { ...runtime().base, actor };
}

export function apiContext(actor: Actor): ApiContext {
  return {
    service: serviceContext(actor),
    shutdown: runtime().shutdown.signal,
    reportError: (error, path) => reportBug(error, path),
  };
}

/** Bugs go to stderr, with their masked stack, for those who run the house; readers get one sentence. */
export function reportBug(error: unknown, where: string): void {
  const stack = maskedStack(error);
  process.stderr.write(`${JSON.stringify({ app: 'web', where, stack })}\n`);
}

import type { Context } from '@peregrine/services';

/** What a procedure works with: the verbs' context for the signed-in reader, or an anonymous one. */
export type ApiContext = {
  readonly service: Context;
  /** Aborts when the process shuts down: streams end then. */
  readonly shutdown: AbortSignal;
  /** Told of bugs, never of refusals. */
  readonly reportError: (error: unknown, path: string) => void;
};

import type { AppRouter, Refusal } from '@peregrine/api';
import { TRPCClientError } from '@trpc/client';

/** What the server refused, or `offline` when no answer came at all. */
export type ScreenRefusal = {
  readonly code: Refusal['code'] | 'offline';
  readonly fields: Refusal['fields'];
};

export function refusalFrom(error: unknown): ScreenRefusal {
  if (error instanceof TRPCClientError) {
    const refusal = (error as TRPCClientError<AppRouter>).data?.refusal;
    if (refusal) return refusal;
    return { code: 'offline', fields: {} };
  }
  return { code: 'internal', fields: {} };
}

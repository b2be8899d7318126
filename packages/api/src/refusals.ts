import { type RefusalCode, ServiceError } from '@peregrine/services';
import { TRPCError } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';
import { z } from 'zod';

const codes: Readonly<Record<RefusalCode, TRPC_ERROR_CODE_KEY>> = {
  'not-found': 'NOT_FOUND',
  'not-signed-in': 'UNAUTHORIZED',
  'not-allowed': 'FORBIDDEN',
  'invalid-input': 'BAD_REQUEST',
  conflict: 'CONFLICT',
  'price-unknown': 'PRECONDITION_FAILED',
  'no-card': 'PRECONDITION_FAILED',
  'unpaid-invoice': 'PRECONDITION_FAILED',
  'evse-unavailable': 'PRECONDITION_FAILED',
  'remote-start-unsupported': 'PRECONDITION_FAILED',
  'quote-expired': 'PRECONDITION_FAILED',
  'unknown-token': 'UNPROCESSABLE_CONTENT',
  'partner-unknown': 'UNPROCESSABLE_CONTENT',
  'foreign-party': 'UNPROCESSABLE_CONTENT',
};

/** What a screen is told beside the sentence: the closed code, and which inputs were wrong. */
export type Refusal = {
  readonly code: RefusalCode | 'internal';
  readonly fields: Readonly<Record<string, string>>;
};

/** The one place where a refusal of the verbs becomes an answer of this edge. */
export function toTrpcError(cause: unknown): TRPCError {
  if (cause instanceof TRPCError) return cause;
  if (cause instanceof ServiceError) {
    return new TRPCError({ code: codes[cause.code], message: cause.publicText, cause });
  }
  return new TRPCError({
    code: 'INTERNAL_SERVER_ERROR',
    message: 'Something went wrong on our side.',
    cause,
  });
}

export function refusalOf(error: TRPCError): Refusal {
  const { cause } = error;
  if (cause instanceof ServiceError) {
    return { code: cause.code, fields: cause.field ? { [cause.field]: cause.publicText } : {} };
  }
  if (cause instanceof z.core.$ZodError) {
    const fields = cause.issues.map((issue) => [issue.path.join('.'), issue.message] as const);
    return { code: 'invalid-input', fields: Object.fromEntries(fields) };
  }
  const known = Object.entries(codes).find(([, code]) => code === error.code)?.[0];
  return { code: (known as RefusalCode | undefined) ?? 'internal', fields: {} };
}

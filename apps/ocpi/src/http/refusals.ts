import type { Finding } from '@peregrine/domain';
import type { ReadResult } from '@peregrine/ocpi/fold';
import { ServiceError } from '@peregrine/services';
import { type Answer, STATUS } from './answer.ts';

/** A request that is refused before or beside a verb. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(answer.message ?? 'refused');
    this.answer = answer;
  }
}

/** Invalid or missing parameters: OCPI 2001 over HTTP 200, since the message was understood. */
export function invalid(message: string): Refusal {
  return new Refusal({ status: STATUS.invalid, message });
}

/** The folded value; refuses with the field named when there is none. */
export function usable<T>(read: ReadResult<T>): {
  readonly value: T;
  readonly findings: readonly Finding[];
} {
  if (read.ok) return { value: read.value, findings: read.findings };
  const named = read.problems.slice(0, 5).map(({ pointer, reason }) => {
    const field = pointer === '' ? 'body' : pointer;
    return `${field}: ${reason}`;
  });
  throw invalid(`Invalid or missing parameters: ${named.join('; ')}`);
}

/**
 * A verb's refusal as OCPI says it. An object of another party is not there for this caller
 * (transport_and_format, Client Owned Object Push, Errors): HTTP 404 where the URL names it.
 */
export function answerOf(error: unknown): Answer | undefined {
  if (error instanceof Refusal) return error.answer;
  if (!(error instanceof ServiceError)) return undefined;
  const message = error.publicText;
  switch (error.code) {
    case 'foreign-party':
      return { http: 403, status: STATUS.clientError, message };
    case 'not-found':
      return { http: 404, status: STATUS.invalid, message };
    case 'conflict':
      return { http: 409, status: STATUS.clientError, message };
    case 'not-allowed':
      return { http: 403, status: STATUS.clientError, message };
    default: {
      const field = error.field === undefined ? '' : `${error.field}: `;
      return { status: STATUS.invalid, message: `${field}${message}` };
    }
  }
}

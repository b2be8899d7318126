import type { Finding } from '@peregrine/domain';
import type { PriceSessionResult } from '@peregrine/pricing';

/**
 * Something about an answer that its reader should know: of the computation, with the charging
 * period it is about, or of what was sent, with a JSON pointer into the line.
 */
export type AnsweredNote = {
  readonly code: string;
  readonly period?: number;
  readonly pointer?: string;
  readonly message?: string;
};

/** What the price rests on, what keeps it from being known, and what was odd about the line. */
export function notesOf(
  priced: PriceSessionResult,
  findings: readonly Finding[],
): readonly AnsweredNote[] {
  const ofPrice: readonly AnsweredNote[] =
    priced.kind === 'unpriceable'
      ? [{ code: priced.reason, message: priced.detail }]
      : priced.result.notes.map(({ code, periodIndex }) => ({
          code,
          ...(periodIndex !== undefined && { period: periodIndex }),
        }));
  const ofLine = findings.map(({ code, pointer, reason }) => ({ code, pointer, message: reason }));
  return [...ofPrice, ...ofLine];
}

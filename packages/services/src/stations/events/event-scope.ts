import type { StationRecord, Tx } from '@peregrine/db';
import type { Finding, Instant, StationAnswer } from '@peregrine/domain';
import type { Context } from '../../context.ts';

/** What a handler of an event works with: inside the transaction that holds the station's row. */
export type EventScope = {
  readonly ctx: Context;
  readonly tx: Tx;
  readonly station: StationRecord;
  readonly findings: readonly Finding[];
  /** When the message came, by our clock. */
  readonly receivedAt: Date;
};

/** The answer to the station, and what the house has to be told after the commit. */
export type EventOutcome = {
  readonly answer: StationAnswer;
  /** Transactions whose session changed. */
  readonly changed?: readonly number[];
  /** Transactions that may be finished now. */
  readonly over?: readonly number[];
  readonly statusChanged?: boolean;
};

/** Clocks run ahead and behind; a week ahead is no clock. */
const MOST_AHEAD_MS = 7 * 24 * 3_600_000;

/** The station's own time, or the time of receipt where that is unusable. */
export function eventTime(scope: EventScope, at: Instant | undefined): Date {
  if (at === undefined) return scope.receivedAt;
  const told = new Date(Date.parse(at));
  return told.getTime() > scope.receivedAt.getTime() + MOST_AHEAD_MS ? scope.receivedAt : told;
}

export function laterOf(a: Date, b: Date): Date {
  return a > b ? a : b;
}

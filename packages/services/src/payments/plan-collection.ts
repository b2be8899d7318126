import type { StoredAttempt } from '@peregrine/db';

/** The next thing to do for an invoice's money. `attempt`: an unfinished one to ask about again. */
export type CollectionStep =
  | {
      readonly kind: 'capture' | 'cancel';
      readonly amountMinor: bigint;
      readonly intentId: string;
      readonly attempt?: StoredAttempt;
    }
  | { readonly kind: 'charge'; readonly amountMinor: bigint; readonly attempt?: StoredAttempt }
  | { readonly kind: 'paid' }
  | { readonly kind: 'refused'; readonly amountMinor: bigint };

const TAKES: readonly StoredAttempt['kind'][] = ['capture', 'charge', 'link'];

/** What was taken from the driver so far. */
export function takenOf(attempts: readonly StoredAttempt[]): bigint {
  return attempts
    .filter(({ kind, state }) => state === 'succeeded' && TAKES.includes(kind))
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

/** A hold that still reserves money: neither captured nor released. */
export function standingHold(attempts: readonly StoredAttempt[]): StoredAttempt | undefined {
  const ended = attempts.some(
    ({ kind, state }) => state === 'succeeded' && (kind === 'capture' || kind === 'cancel'),
  );
  if (ended) return undefined;
  return attempts.find(({ kind, state }) => kind === 'hold' && state === 'succeeded');
}

/**
 * How an invoice is collected (`domain/README`, How it is paid): an unfinished attempt is finished
 * first; a hold is captured up to what is owed, and released when nothing is; the rest is one
 * payment on the saved card; when that was refused, the driver has to act.
 */
export function planCollection(
  totalMinor: bigint,
  attempts: readonly StoredAttempt[],
): CollectionStep {
  const rest = totalMinor - takenOf(attempts);
  const unfinished = attempts.find(
    ({ kind, state }) => state === 'pending' && kind !== 'hold' && kind !== 'link',
  );
  if (unfinished) return again(unfinished);
  const hold = standingHold(attempts);
  const failed = (kind: StoredAttempt['kind']) =>
    attempts.some((attempt) => attempt.kind === kind && attempt.state === 'failed');
  if (hold?.intentId && !failed('capture')) {
    if (rest <= 0n && !failed('cancel')) {
      return { kind: 'cancel', amountMinor: hold.amountMinor, intentId: hold.intentId };
    }
    if (rest > 0n) {
      const fits = rest <= hold.amountMinor;
      const amountMinor = fits ? rest : hold.amountMinor;
      return { kind: 'capture', amountMinor, intentId: hold.intentId };
    }
  }
  if (rest <= 0n) return { kind: 'paid' };
  return failed('charge')
    ? { kind: 'refused', amountMinor: rest }
    : { kind: 'charge', amountMinor: rest };
}

function again(attempt: StoredAttempt): CollectionStep {
  const { kind, amountMinor, intentId } = attempt;
  if (kind === 'charge') return { kind, amountMinor, attempt };
  if ((kind !== 'capture' && kind !== 'cancel') || !intentId) {
    throw new Error(`attempt ${attempt.id} cannot be finished`);
  }
  return { kind, amountMinor, intentId, attempt };
}

import type { Currency } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';

export type AttemptKind = 'hold' | 'capture' | 'cancel' | 'charge' | 'link';
export type AttemptState = 'pending' | 'succeeded' | 'failed';

/** One attempt at the payment provider, written before the call; its id is the idempotency key. */
export type StoredAttempt = {
  readonly id: string;
  readonly chargeId: string;
  readonly kind: AttemptKind;
  readonly state: AttemptState;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly intentId: string | null;
  readonly paymentMethodId: string | null;
  readonly captureBefore: Date | null;
  readonly failureCode: string | null;
  readonly linkUrl: string | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
};

/** All attempts of a charge, oldest first. Lock the charge first where they decide something. */
export async function listAttempts(tx: Tx, chargeId: string): Promise<StoredAttempt[]> {
  const rows = await tx.paymentAttempt.findMany({
    where: { chargeId },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map(attemptOf);
}

export async function findAttempt(tx: Tx, id: string): Promise<StoredAttempt | undefined> {
  const row = await tx.paymentAttempt.findUnique({ where: { id } });
  return row ? attemptOf(row) : undefined;
}

/** The attempt that a payment intent belongs to: its newest one. */
export async function findAttemptByIntent(
  tx: Tx,
  intentId: string,
): Promise<StoredAttempt | undefined> {
  const row = await tx.paymentAttempt.findFirst({
    where: { intentId },
    orderBy: { createdAt: 'desc' },
  });
  return row ? attemptOf(row) : undefined;
}

export async function insertAttempt(
  tx: Tx,
  attempt: {
    chargeId: string;
    kind: AttemptKind;
    amountMinor: bigint;
    currency: Currency;
    createdAt: Date;
    intentId?: string;
    paymentMethodId?: string;
  },
): Promise<StoredAttempt> {
  return attemptOf(await tx.paymentAttempt.create({ data: { ...attempt, state: 'pending' } }));
}

export async function updateAttempt(
  tx: Tx,
  id: string,
  changes: {
    state?: AttemptState;
    intentId?: string;
    captureBefore?: Date;
    failureCode?: string;
    linkUrl?: string;
    amountMinor?: bigint;
    settledAt?: Date;
  },
): Promise<void> {
  await tx.paymentAttempt.update({ where: { id }, data: changes });
}

/** Charges whose held money must be given back now: void, or the hold ends before `before`. */
export async function findHoldsToRelease(tx: Tx, before: Date): Promise<string[]> {
  const rows = await tx.paymentAttempt.findMany({
    where: {
      kind: 'hold',
      state: 'succeeded',
      charge: { attempts: { none: { kind: { in: ['capture', 'cancel'] }, state: 'succeeded' } } },
      OR: [
        { charge: { settlementState: 'void' } },
        {
          captureBefore: { lt: before },
          charge: { settlementState: { in: ['none', 'awaiting-record'] } },
        },
      ],
    },
    select: { chargeId: true },
    take: 500,
  });
  return rows.map(({ chargeId }) => chargeId);
}

type Row = Omit<StoredAttempt, 'kind' | 'state'> & { kind: string; state: string };

function attemptOf(row: Row): StoredAttempt {
  return { ...row, kind: row.kind as AttemptKind, state: row.state as AttemptState };
}

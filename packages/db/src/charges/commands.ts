import type { CommandKind, CommandState } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';

export type StoredCommand = {
  readonly id: string;
  readonly chargeId: string;
  readonly partnerId: string;
  readonly kind: CommandKind;
  readonly state: CommandState;
  readonly createdAt: Date;
  readonly deadlineAt: Date | null;
  readonly result: string | null;
};

/** Inserts a command that waits to be sent. */
export async function insertCommand(
  tx: Tx,
  command: { chargeId: string; partnerId: string; kind: CommandKind; createdAt: Date },
): Promise<string> {
  const { id } = await tx.command.create({ data: { ...command, state: 'pending' } });
  return id;
}

/** Locks a command until the transaction ends; lock its charge first where both are needed. */
export async function lockCommand(tx: Tx, id: string): Promise<StoredCommand | undefined> {
  await tx.$queryRaw`SELECT 1 FROM command WHERE id = ${id}::uuid FOR UPDATE`;
  return await findCommand(tx, id);
}

export async function findCommand(tx: Tx, id: string): Promise<StoredCommand | undefined> {
  const row = await tx.command.findUnique({
    where: { id },
    select: {
      id: true,
      chargeId: true,
      partnerId: true,
      kind: true,
      state: true,
      createdAt: true,
      deadlineAt: true,
      result: true,
    },
  });
  if (!row) return undefined;
  return { ...row, kind: row.kind as CommandKind, state: row.state as CommandState };
}

export async function updateCommand(
  tx: Tx,
  id: string,
  changes: {
    state?: CommandState;
    sendingAt?: Date;
    response?: string;
    responseText?: string | null;
    respondedAt?: Date;
    result?: string;
    resultText?: string | null;
    resultAt?: Date;
    deadlineAt?: Date;
  },
): Promise<void> {
  await tx.command.update({ where: { id }, data: changes });
}

/** Commands that went out and whose answer is overdue. */
export async function findOverdueCommands(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx.command.findMany({
    where: { state: { in: ['sending', 'unknown', 'answered'] }, deadlineAt: { lt: now } },
    select: { id: true },
    take: 500,
  });
  return rows.map(({ id }) => id);
}

/** A stop of this charge that is still under way. */
export async function findOpenStop(tx: Tx, chargeId: string): Promise<string | undefined> {
  const row = await tx.command.findFirst({
    where: { chargeId, kind: 'STOP', state: { in: ['pending', 'sending', 'unknown', 'answered'] } },
    select: { id: true },
  });
  return row?.id;
}

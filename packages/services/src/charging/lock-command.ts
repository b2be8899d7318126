import {
  findCommand,
  lockCharge,
  lockCommand,
  type StoredCharge,
  type StoredCommand,
  type Tx,
} from '@peregrine/db';

export type LockedCommand = { readonly command: StoredCommand; readonly charge: StoredCharge };

/** Locks a command and its charge, always in the order charge, command. */
export async function lockCommandOfCharge(
  tx: Tx,
  commandId: string,
): Promise<LockedCommand | undefined> {
  const known = await findCommand(tx, commandId);
  const charge = known && (await lockCharge(tx, known.chargeId));
  const command = charge && (await lockCommand(tx, commandId));
  return command && charge ? { command, charge } : undefined;
}

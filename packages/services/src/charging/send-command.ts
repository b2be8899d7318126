import {
  enqueue,
  findSessionOfCharge,
  findToken,
  type StoredCharge,
  type Tx,
  updateCommand,
} from '@peregrine/db';
import type { Context } from '../context.ts';
import { ServiceError } from '../errors.ts';
import type { CommandAnswer } from '../ports.ts';
import { auditCharge } from './audit-charge.ts';
import { changeCharge, chargeChanged } from './change-charge.ts';
import { keepAnswer } from './keep-answer.ts';
import { type LockedCommand, lockCommandOfCharge } from './lock-command.ts';
import { START_PATIENCE_MS } from './place-hold.ts';
import { reachPartner } from './reach-partner.ts';

/** Nobody waits longer for the two answers to a command, whatever the partner's own timeout is. */
export const COMMAND_PATIENCE_MS = 2 * 60_000;

/**
 * Job B: sends a START or STOP once. `sending` is committed before the call; who finds it there
 * (a restart in the middle) does not send again but calls the command `unknown`, until a result, a
 * session or the deadline settles it.
 */
export async function sendCommand(ctx: Context, input: { readonly commandId: string }) {
  const ready = await ctx.db.tx((tx) => prepare(ctx, tx, input.commandId));
  if (!ready) return;
  const answer = await callPartner(ctx, ready);
  const changed = await ctx.db.tx((tx) => keepAnswer(ctx, tx, input.commandId, answer));
  if (changed) await ctx.db.publish([chargeChanged(changed)]);
}

async function prepare(
  ctx: Context,
  tx: Tx,
  commandId: string,
): Promise<LockedCommand | undefined> {
  const locked = await lockCommandOfCharge(tx, commandId);
  if (!locked) return undefined;
  const { command, charge } = locked;
  const now = ctx.clock.now();
  if (command.state === 'sending') {
    await updateCommand(tx, command.id, { state: 'unknown' });
    if (command.kind === 'START')
      await changeCharge(tx, charge, now, [{ event: 'start-uncertain' }]);
    return undefined;
  }
  if (command.state !== 'pending') return undefined;
  if (command.kind === 'START' && !isWanted(charge, now)) {
    await updateCommand(tx, command.id, { state: 'refused', response: 'not-sent' });
    const refused = [{ event: 'start-refused' }] as const;
    await changeCharge(tx, charge, now, refused, { refusalCode: 'start-delayed' });
    await enqueue(tx, { name: 'release-hold', payload: { chargeId: charge.id } });
    await auditCharge(ctx, tx, 'charge.abandon-start', charge.id, { reason: 'start-delayed' });
    return undefined;
  }
  const deadlineAt = new Date(now.getTime() + COMMAND_PATIENCE_MS);
  await updateCommand(tx, command.id, { state: 'sending', sendingAt: now, deadlineAt });
  const settle = { name: 'settle-command', payload: { commandId: command.id } } as const;
  await enqueue(tx, settle, { runAt: deadlineAt, key: `settle-command:${command.id}` });
  const sent = command.kind === 'START' ? 'start-sent' : 'stop-sent';
  return { command, charge: await changeCharge(tx, charge, now, [{ event: sent }]) };
}

/** A START that waited too long, or whose charge is over, would surprise an empty parking space. */
function isWanted(charge: StoredCharge, now: Date): boolean {
  const fresh = now.getTime() - charge.createdAt.getTime() <= START_PATIENCE_MS;
  return fresh && charge.state.start === 'asked' && charge.state.settlement === 'none';
}

async function callPartner(ctx: Context, ready: LockedCommand): Promise<CommandAnswer> {
  const reached = await reach(ctx, ready.charge.partnerId);
  if (!reached) return { kind: 'not-sent', cause: 'the partner is not connected' };
  const send = ready.command.kind === 'STOP' ? sendStop : sendStart;
  return await send(ctx, ready, reached);
}

type Reached = Awaited<ReturnType<typeof reachPartner>>;

async function reach(ctx: Context, partnerId: string): Promise<Reached | undefined> {
  try {
    return await reachPartner(ctx, partnerId);
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

async function sendStop(
  ctx: Context,
  { command, charge }: LockedCommand,
  { gateway, connection }: Reached,
): Promise<CommandAnswer> {
  const found = await findSessionOfCharge(ctx.db.read, charge.id);
  if (!found) return { kind: 'not-sent', cause: 'the charge has no session to stop' };
  const { party, sessionId } = found.session;
  return await gateway.sendStop(connection, { commandId: command.id, party, sessionId });
}

async function sendStart(
  ctx: Context,
  { command, charge }: LockedCommand,
  { gateway, connection }: Reached,
): Promise<CommandAnswer> {
  const token = await findToken(ctx.db.read, charge.tokenUid);
  if (!token) return { kind: 'not-sent', cause: 'the token is gone' };
  return await gateway.sendStart(connection, {
    commandId: command.id,
    token,
    party: charge.party,
    locationId: charge.locationId,
    evseUid: charge.evseUid,
    connectorId: charge.connectorId,
    authorizationReference: charge.authorizationReference,
  });
}

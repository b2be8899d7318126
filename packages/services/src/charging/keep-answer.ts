import { enqueue, type StoredCharge, type Tx, updateCommand } from '@peregrine/db';
import type { CommandState } from '@peregrine/domain';
import type { Context } from '../context.ts';
import type { CommandAnswer } from '../ports.ts';
import { type ChargeHappening, changeCharge } from './change-charge.ts';
import { lockCommandOfCharge } from './lock-command.ts';

/** At least this long we wait for a station, even where the partner's timeout says less. */
const SHORTEST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 5 * 60_000;

/**
 * Stores what became of the one call. The station's own result may have been faster: then the
 * answer is kept beside it and moves nothing.
 */
export async function keepAnswer(
  ctx: Context,
  tx: Tx,
  commandId: string,
  answer: CommandAnswer,
): Promise<StoredCharge | undefined> {
  const locked = await lockCommandOfCharge(tx, commandId);
  if (!locked) return undefined;
  const { command, charge } = locked;
  const now = ctx.clock.now();
  const settled = command.state !== 'sending' && command.state !== 'unknown';
  const move = settled ? {} : { state: stateAfter(answer) };
  await updateCommand(tx, commandId, { ...move, ...responseOf(answer, now) });
  if (settled) return undefined;
  if (answer.kind === 'answered' && answer.response === 'ACCEPTED') {
    const waitMs = answer.timeoutSeconds * 1000;
    const wait = Math.min(Math.max(waitMs, SHORTEST_WAIT_MS), LONGEST_WAIT_MS);
    const deadlineAt = new Date(now.getTime() + wait);
    await updateCommand(tx, commandId, { deadlineAt });
    const settle = { name: 'settle-command', payload: { commandId } } as const;
    await enqueue(tx, settle, { runAt: deadlineAt, key: `settle-command:${commandId}` });
  }
  return command.kind === 'START'
    ? await tellStart(tx, charge, now, answer)
    : await tellStop(tx, charge, now, answer);
}

function stateAfter(answer: CommandAnswer): CommandState {
  if (answer.kind === 'unanswered') return 'unknown';
  return answer.kind === 'answered' && answer.response === 'ACCEPTED' ? 'answered' : 'refused';
}

function responseOf(answer: CommandAnswer, now: Date) {
  if (answer.kind !== 'answered') return { response: answer.kind, responseText: answer.cause };
  const { response, text } = answer;
  return { response, responseText: text ?? null, respondedAt: now };
}

async function tellStart(tx: Tx, charge: StoredCharge, now: Date, answer: CommandAnswer) {
  if (answer.kind === 'unanswered') {
    return await changeCharge(tx, charge, now, [{ event: 'start-uncertain' }]);
  }
  if (answer.kind === 'answered' && answer.response === 'ACCEPTED') {
    return await changeCharge(tx, charge, now, [{ event: 'start-received' }]);
  }
  const code = answer.kind === 'not-sent' ? 'operator-unreachable' : responseCode(answer.response);
  const text = answer.kind === 'answered' ? (answer.text ?? null) : null;
  return await refuseStart(tx, charge, now, { code, text });
}

async function tellStop(tx: Tx, charge: StoredCharge, now: Date, answer: CommandAnswer) {
  if (answer.kind === 'unanswered') return charge;
  if (answer.kind === 'answered' && answer.response === 'ACCEPTED') {
    return await changeCharge(tx, charge, now, [{ event: 'stop-received' }]);
  }
  const code = answer.kind === 'not-sent' ? 'operator-unreachable' : responseCode(answer.response);
  return await failStop(tx, charge, now, code);
}

/** Says who refused and gives the money back, unless energy was seen meanwhile. */
export async function refuseStart(
  tx: Tx,
  charge: StoredCharge,
  now: Date,
  refusal: { readonly code: string; readonly text: string | null },
): Promise<StoredCharge> {
  const happening: ChargeHappening = { event: 'start-refused', details: { code: refusal.code } };
  const changed = await changeCharge(tx, charge, now, [happening], {
    refusalCode: refusal.code,
    refusalText: refusal.text,
  });
  if (changed.state.settlement === 'void') {
    await enqueue(tx, { name: 'release-hold', payload: { chargeId: charge.id } });
  }
  return changed;
}

/** Says plainly that the stop failed; the charge goes on. */
export async function failStop(
  tx: Tx,
  charge: StoredCharge,
  now: Date,
  code: string,
): Promise<StoredCharge> {
  const failed: ChargeHappening = { event: 'stop-failed', details: { code } };
  // After the end there is nothing left to stop, and nothing to say.
  if (charge.state.energy === 'ended') return charge;
  return await changeCharge(tx, charge, now, [failed], { stopRefusalCode: code });
}

function responseCode(response: Extract<CommandAnswer, { kind: 'answered' }>['response']): string {
  switch (response) {
    case 'NOT_SUPPORTED':
      return 'operator-unsupported';
    case 'UNKNOWN_SESSION':
      return 'unknown-session';
    default:
      return 'operator-refused';
  }
}

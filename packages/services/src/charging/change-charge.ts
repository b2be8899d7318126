import {
  addChargeEvents,
  type ChangeableCharge,
  type DomainEvent,
  type HotClient,
  lockCharge,
  type StoredCharge,
  saveCharge,
  type Tx,
} from '@peregrine/db';
import {
  applyChargeEvent,
  CHARGE_EVENTS,
  type ChargeEventName,
  sameChargeState,
} from '@peregrine/domain';

/** Steps that are told on the timeline but move no state. */
export const CHARGE_NOTES = [
  'hold-placed',
  'hold-released',
  'start-sent',
  'start-received',
  'stop-sent',
  'stop-received',
  'captured',
  'charged',
  'receipt-mailed',
] as const;
export type ChargeNote = (typeof CHARGE_NOTES)[number];

/** Something that happened to a charge. `details` are JSON: no secret, no personal data. */
export type ChargeHappening = {
  readonly event: ChargeEventName | ChargeNote;
  readonly details?: Readonly<Record<string, unknown>>;
};

type Columns = Partial<Omit<ChangeableCharge, 'state' | 'version' | 'updatedAt'>>;

/**
 * Tells a locked charge what happened: moves its state by the table, appends to its timeline and
 * saves it with a higher version. An event that changes nothing is not told; with nothing to tell
 * and no column to change nothing is written. Answers the charge as it is now.
 */
export async function changeCharge(
  transaction: Tx | HotClient,
  charge: StoredCharge,
  at: Date,
  happenings: readonly ChargeHappening[],
  columns: Columns = {},
): Promise<StoredCharge> {
  let state = charge.state;
  const told: ChargeHappening[] = [];
  for (const happening of happenings) {
    if (!isChargeEvent(happening.event)) {
      told.push(happening);
      continue;
    }
    const next = applyChargeEvent(state, happening.event);
    if (!sameChargeState(next, state)) told.push(happening);
    state = next;
  }
  if (told.length === 0 && Object.keys(columns).length === 0) return charge;
  const changed = { ...charge, ...columns, state, version: charge.version + 1, updatedAt: at };
  await saveCharge(transaction, changed);
  await addChargeEvents(
    transaction,
    told.map(({ event, details }) => ({ chargeId: charge.id, at, event, details: details ?? {} })),
  );
  return changed;
}

/** Locks a charge and tells it what happened; undefined when there is no such charge. */
export async function tellCharge(
  transaction: Tx | HotClient,
  chargeId: string,
  at: Date,
  happenings: readonly ChargeHappening[],
  columns: Columns = {},
): Promise<StoredCharge | undefined> {
  const charge = await lockCharge(transaction, chargeId);
  return charge && (await changeCharge(transaction, charge, at, happenings, columns));
}

/** The hint that a charge changed; to be published after the commit. */
export function chargeChanged({ id, version }: Pick<StoredCharge, 'id' | 'version'>): DomainEvent {
  return { topic: 'charge', id, version };
}

function isChargeEvent(event: string): event is ChargeEventName {
  return (CHARGE_EVENTS as readonly string[]).includes(event);
}

import {
  type ChargeEventName,
  type ChargeState,
  ENERGY_STATES,
  SETTLEMENT_STATES,
  START_STATES,
} from './charge-state.ts';
import {
  ENERGY_TABLE,
  type FieldTable,
  SETTLEMENT_TABLE,
  START_TABLE,
  STAYS,
} from './charge-table.ts';

export const NEW_CHARGE: ChargeState = { start: 'none', energy: 'none', settlement: 'none' };

type Condition = (state: ChargeState) => boolean;
const nothingFlowed: Condition = ({ energy }) => energy === 'none' || energy === 'expected';
const notEnded: Condition = ({ energy }) => energy !== 'ended';

/**
 * The only rules that look across the three fields: an event whose condition is not met says
 * nothing new. An EVSE that charges is our charge only after our accepted start; a failed start is
 * overruled by energy that was seen; a session cannot reopen what has ended.
 */
export const CHARGE_CONDITIONS: Readonly<Partial<Record<ChargeEventName, Condition>>> = {
  'evse-charging': (state) => state.start === 'accepted' && state.settlement === 'none',
  'hold-declined': nothingFlowed,
  'start-refused': nothingFlowed,
  'start-timed-out': nothingFlowed,
  'no-session-in-time': nothingFlowed,
  'session-pending': notEnded,
  'session-active': notEnded,
  'session-ended': notEnded,
};

/** The state after an event: each field by its own table, all at once. Pure. */
export function applyChargeEvent(state: ChargeState, event: ChargeEventName): ChargeState {
  const applies = CHARGE_CONDITIONS[event];
  if (applies && !applies(state)) return state;
  return {
    start: nextOf(START_TABLE, START_STATES, state.start, event),
    energy: nextOf(ENERGY_TABLE, ENERGY_STATES, state.energy, event),
    settlement: nextOf(SETTLEMENT_TABLE, SETTLEMENT_STATES, state.settlement, event),
  };
}

function nextOf<const States extends readonly string[]>(
  table: FieldTable<States>,
  states: States,
  state: States[number],
  event: ChargeEventName,
): States[number] {
  const cell = table[event][states.indexOf(state)];
  return cell === undefined || cell === STAYS ? state : cell;
}

/** Whether two states are the same: an event that changes nothing is not told again. */
export function sameChargeState(a: ChargeState, b: ChargeState): boolean {
  return a.start === b.start && a.energy === b.energy && a.settlement === b.settlement;
}

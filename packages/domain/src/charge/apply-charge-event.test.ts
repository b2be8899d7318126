import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChargeEvent, NEW_CHARGE, sameChargeState } from './apply-charge-event.ts';
import {
  CHARGE_EVENTS,
  type ChargeEventName,
  type ChargeState,
  ENERGY_STATES,
  SETTLEMENT_STATES,
  START_STATES,
} from './charge-state.ts';
import { ENERGY_TABLE, SETTLEMENT_TABLE, START_TABLE, STAYS } from './charge-table.ts';

/**
 * Every move there is, written down from the description of a charge, apart from the table:
 * `states -> next on events`. What is not written here stays.
 */
const moves = {
  start: `
    none -> asked on start-asked
    none -> accepted on swiped
    asked timed-out unknown -> accepted on start-accepted
    asked refused timed-out unknown -> accepted on session-pending session-active session-ended cdr-received
    asked -> refused on hold-declined
    asked accepted timed-out unknown -> refused on start-refused
    asked unknown -> timed-out on start-timed-out no-session-in-time
    asked -> unknown on start-uncertain
  `,
  energy: `
    none -> expected on start-accepted swiped session-pending
    none expected -> charging on session-active evse-charging
    charging -> stopping on stop-asked
    stopping -> charging on stop-failed
    none expected charging stopping -> ended on session-ended session-invalid cdr-received
    expected -> none on hold-declined start-refused no-session-in-time
  `,
  settlement: `
    none -> void on hold-declined start-refused no-session-in-time
    none awaiting-record -> void on session-invalid nothing-to-bill
    void -> none on session-active
    none void -> awaiting-record on session-ended cdr-received
    none awaiting-record void -> billed on invoice-issued
    billed open -> paid on payment-succeeded
    billed -> open on payment-failed
  `,
};

function expectedNext(field: keyof typeof moves, state: string, event: string): string {
  for (const line of moves[field].trim().split('\n')) {
    const [from, rest] = line.split('->');
    const [next, events] = (rest ?? '').split(' on ');
    const applies = from?.trim().split(' ').includes(state) ?? false;
    const named = events?.trim().split(' ') ?? [];
    if (applies && named.includes(event)) return next?.trim() ?? '';
  }
  return STAYS;
}

const fields = [
  { field: 'start', table: START_TABLE, states: START_STATES },
  { field: 'energy', table: ENERGY_TABLE, states: ENERGY_STATES },
  { field: 'settlement', table: SETTLEMENT_TABLE, states: SETTLEMENT_STATES },
] as const;

describe.each(fields)('$field', ({ field, table, states }) => {
  const cells = CHARGE_EVENTS.flatMap((event) =>
    states.map((state, column) => ({ event, state, column })),
  );
  test.each(cells)('$state at $event', ({ event, state, column }) => {
    expect(table[event][column]).toBe(expectedNext(field, state, event));
  });
});

const anyState: fc.Arbitrary<ChargeState> = fc.record({
  start: fc.constantFrom(...START_STATES),
  energy: fc.constantFrom(...ENERGY_STATES),
  settlement: fc.constantFrom(...SETTLEMENT_STATES),
});
const anyEvent = fc.constantFrom(...CHARGE_EVENTS);
const play = (state: ChargeState, events: readonly ChargeEventName[]) =>
  events.reduce(applyChargeEvent, state);

describe('whatever happens', () => {
  test('paid is final', () => {
    fc.assert(
      fc.property(anyState, fc.array(anyEvent), (state, events) => {
        expect(play({ ...state, settlement: 'paid' }, events).settlement).toBe('paid');
      }),
    );
  });

  test('ended energy never flows again', () => {
    fc.assert(
      fc.property(anyState, fc.array(anyEvent), (state, events) => {
        expect(play({ ...state, energy: 'ended' }, events).energy).toBe('ended');
      }),
    );
  });

  test('charging is reached only by a session, or by the EVSE after our accepted start', () => {
    fc.assert(
      fc.property(anyState, anyEvent, (state, event) => {
        const next = applyChargeEvent(state, event);
        if (next.energy !== 'charging' || state.energy === 'charging') return;
        if (event === 'stop-failed') expect(state.energy).toBe('stopping');
        else if (event === 'evse-charging') expect(state.start).toBe('accepted');
        else expect(event).toBe('session-active');
      }),
    );
  });

  test('an event that is told twice changes nothing the second time', () => {
    fc.assert(
      fc.property(anyState, anyEvent, (state, event) => {
        const once = applyChargeEvent(state, event);
        expect(sameChargeState(applyChargeEvent(once, event), once)).toBe(true);
      }),
    );
  });

  test('nothing is owed before a session, a record or an invoice', () => {
    const owing: ChargeEventName[] = ['session-ended', 'cdr-received', 'invoice-issued'];
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        const without = events.filter((event) => !owing.includes(event));
        expect(['none', 'void']).toContain(play(NEW_CHARGE, without).settlement);
      }),
    );
  });

  test('a record that comes late makes a void charge payable', () => {
    const before: ChargeEventName[] = ['start-asked', 'start-timed-out', 'no-session-in-time'];
    const late = play(NEW_CHARGE, [...before, 'cdr-received', 'invoice-issued']);
    expect(late).toEqual({ start: 'accepted', energy: 'ended', settlement: 'billed' });
  });
});

describe('across the fields', () => {
  const state = (start: string, energy: string, settlement: string) =>
    ({ start, energy, settlement }) as ChargeState;
  const silent: [ChargeState, ChargeEventName, string][] = [
    [state('asked', 'none', 'none'), 'evse-charging', 'without our accepted start'],
    [state('accepted', 'none', 'void'), 'evse-charging', 'after the hold was released'],
    [state('accepted', 'charging', 'none'), 'start-refused', 'while energy flows'],
    [state('asked', 'ended', 'awaiting-record'), 'start-timed-out', 'after the end'],
    [state('accepted', 'charging', 'none'), 'no-session-in-time', 'while energy flows'],
    [state('accepted', 'ended', 'void'), 'session-ended', 'after a record of nothing'],
    [state('accepted', 'ended', 'void'), 'session-active', 'after the end'],
  ];
  test.each(silent)('%o: %s says nothing %s', (before, event) => {
    expect(applyChargeEvent(before, event)).toEqual(before);
  });
});

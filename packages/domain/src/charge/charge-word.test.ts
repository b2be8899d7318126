import { expect, test } from 'vitest';
import {
  CHARGE_WORDS,
  type ChargeState,
  ENERGY_STATES,
  SETTLEMENT_STATES,
  START_STATES,
} from './charge-state.ts';
import { chargeWord } from './charge-word.ts';

const all: ChargeState[] = START_STATES.flatMap((start) =>
  ENERGY_STATES.flatMap((energy) =>
    SETTLEMENT_STATES.map((settlement) => ({ start, energy, settlement })),
  ),
);

test('every state has a word, and every word a state', () => {
  expect(new Set(all.map(chargeWord))).toEqual(new Set(CHARGE_WORDS));
});

test('charging is said only while energy is known to flow', () => {
  const green = all.filter((state) => chargeWord(state) === 'charging');
  expect(green.length).toBeGreaterThan(0);
  expect(green.every((state) => state.energy === 'charging')).toBe(true);
});

test('paid is said only when it is paid', () => {
  expect(all.filter((state) => chargeWord(state) === 'paid')).toEqual(
    all.filter((state) => state.settlement === 'paid'),
  );
});

const words: [ChargeState, string][] = [
  [{ start: 'asked', energy: 'none', settlement: 'none' }, 'asking'],
  [{ start: 'accepted', energy: 'expected', settlement: 'none' }, 'plug-in'],
  [{ start: 'timed-out', energy: 'none', settlement: 'none' }, 'no-answer'],
  [{ start: 'unknown', energy: 'none', settlement: 'none' }, 'uncertain'],
  [{ start: 'refused', energy: 'none', settlement: 'void' }, 'refused'],
  [{ start: 'none', energy: 'charging', settlement: 'none' }, 'charging'],
  [{ start: 'accepted', energy: 'stopping', settlement: 'none' }, 'stopping'],
  [{ start: 'accepted', energy: 'ended', settlement: 'awaiting-record' }, 'awaiting-record'],
  [{ start: 'timed-out', energy: 'none', settlement: 'void' }, 'nothing-charged'],
  [{ start: 'accepted', energy: 'ended', settlement: 'open' }, 'payment-open'],
];
test.each(words)('%o reads %s', (state, word) => {
  expect(chargeWord(state)).toBe(word);
});

import { expect, test } from 'vitest';
import { rankRegister } from './register-rank.ts';

test('what is delivered to the vehicle comes before what the mains delivered', () => {
  const best = ['01-00:B3.08.00*FF', '01-00:B1.08.00*FF', '01-00:B2.08.00*FF', '01-00:B0.08.00*FF'];
  const plain = ['1-0:98.8.0.FF', '1-0:1.8.0'];
  const ranks = [...best, ...plain].map(rankRegister);
  expect(ranks).toEqual(ranks.toSorted());
  expect(new Set(ranks).size).toBe(ranks.length);
});

test.each(['1-b:1.8.0', '1-b:1.8.e', '01-00:01.08.00.FF', '1-0:1.8.0*198', '1-0:1.17.0', '1.8.0'])(
  '%s is the plain import register',
  (obis) => expect(rankRegister(obis)).toBe(rankRegister('1-0:1.8.0')),
);

test.each(['1-0:2.8.0', '01-00:C3.08.00*FF', '1-0:1.7.0', '1-b:1.9.0', '1-0:3.8.0'])(
  '%s is no energy into the vehicle',
  (obis) => expect(rankRegister(obis)).toBeUndefined(),
);

test('a register without a name, or with one of its own, counts last', () => {
  expect(rankRegister(undefined)).toBe(rankRegister('main'));
});

import { expect, test } from 'vitest';
import { createHandshakeLimit } from './handshake-limit.ts';

test('each address has its own bucket, and it fills again', () => {
  let now = 0;
  const limit = createHandshakeLimit({ burst: 2, perSecond: 1, now: () => now });
  expect([limit.allows('a'), limit.allows('a'), limit.allows('a')]).toEqual([true, true, false]);
  expect(limit.allows('b')).toBe(true);
  now = 999;
  expect(limit.allows('a')).toBe(false);
  now = 1000;
  expect([limit.allows('a'), limit.allows('a')]).toEqual([true, false]);
  now = 60_000;
  expect([limit.allows('a'), limit.allows('a'), limit.allows('a')]).toEqual([true, true, false]);
});

import { expect, test } from 'vitest';
import { readTime } from './read-time.ts';

test.each([
  ['2018-07-24T13:22:04,000+0200 S', '2018-07-24T11:22:04.000Z', 'synchronised'],
  ['2018-07-24T13:22:04,867+0200 R', '2018-07-24T11:22:04.867Z', 'relative'],
  ['2018-07-24T13:22:04.8+02:00 I', '2018-07-24T11:22:04.800Z', 'informative'],
  ['2018-07-24T13:22:04Z U', '2018-07-24T13:22:04.000Z', 'unknown'],
  ['2018-07-24T13:22:04-03', '2018-07-24T16:22:04.000Z', undefined],
  // Counted from a clock that nobody set, whatever the letter claims.
  ['1970-01-01T01:01:49,000+0100 R', '1970-01-01T00:01:49.000Z', 'unknown'],
])('%s is %s by a clock that is %s', (text, at, clock) => {
  expect(readTime(text)).toEqual(clock ? { at, clock } : { at });
});

test('without an offset from UTC it stays the wall clock`s', () => {
  expect(readTime('2018-07-24T13:22:04,000 S')).toEqual({
    localTime: '2018-07-24T13:22:04',
    clock: 'synchronised',
  });
});

test.each(['', 'yesterday', '2018-13-24T13:22:04,000+0200 S', '2018-07-24'])(
  '%j is none',
  (text) => {
    expect(readTime(text)).toBeUndefined();
  },
);

import { expect, test } from 'vitest';
import { readArguments } from './arguments.ts';

const read = (...args: string[]) => readArguments(args, '/home/ann');

test('without arguments the demo keeps its data and the sandbox its own world', () => {
  expect(read()).toEqual({ reset: false, sandboxArgs: [] });
});

test('--reset starts over; the sandbox gets the rest, with files found from where one stands', () => {
  expect(read('--reset', '--locations', '10000', '--irve=data.csv.gz')).toEqual({
    reset: true,
    sandboxArgs: ['--locations', '10000', '--irve', '/home/ann/data.csv.gz'],
  });
});

test.each([['--rest'], ['--locations'], ['--locations', 'many'], ['--irve']])(
  '%s is refused',
  (...args) => {
    expect(() => read(...args)).toThrow('Usage: npm run demo');
  },
);

import type { Clock } from '@peregrine/domain';

/** A clock that moves only when it is told to. */
export type TestClock = Clock & {
  /** Moves on by milliseconds. */
  advance(ms: number): void;
  /** Jumps to an instant, e.g. `2026-03-01T10:00:00Z`. */
  set(at: string): void;
};

export function testClock(at = '2026-03-01T10:00:00Z'): TestClock {
  let time = readTime(at);
  return {
    now: () => new Date(time),
    advance: (ms) => {
      time += ms;
    },
    set: (next) => {
      time = readTime(next);
    },
  };
}

function readTime(at: string): number {
  const time = Date.parse(at);
  if (Number.isNaN(time)) throw new Error(`not a date-time: ${at}`);
  return time;
}

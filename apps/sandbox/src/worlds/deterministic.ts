/** A source of numbers in [0, 1) that is the same for the same seed, on every machine. */
export type Draw = () => number;

/** mulberry32: small, even enough for a pretended world. */
export function drawFrom(seed: number): Draw {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of a list of values with weights. */
export function drawOne<T>(draw: Draw, choices: readonly (readonly [T, number])[]): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let left = draw() * total;
  for (const [value, weight] of choices) {
    left -= weight;
    if (left < 0) return value;
  }
  const last = choices.at(-1);
  if (!last) throw new Error('nothing to choose from');
  return last[0];
}

const STATUSES = [
  ['AVAILABLE', 72],
  ['CHARGING', 17],
  ['OUTOFORDER', 5],
  ['UNKNOWN', 3],
  ['BLOCKED', 2],
  ['RESERVED', 1],
] as const;

/** The status that an EVSE begins with. */
export function drawStatus(draw: Draw): string {
  return drawOne(draw, STATUSES);
}

/** Numbers that a seed decides; for test data, never for secrets. */
export type Random = {
  /** A whole number from 0 up to, without, `bound`. */
  below(bound: number): number;
  /** Hexadecimal digits. */
  hex(digits: number): string;
};

/** Steele and Vigna's SplitMix, 32 bits wide: every seed, 0 too, gives a good sequence. */
export function randomOf(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const below = (bound: number): number => next() % bound;
  return {
    below,
    hex: (digits) => Array.from({ length: digits }, () => below(16).toString(16)).join(''),
  };
}

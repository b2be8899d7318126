import { describe, expect, it } from 'vitest';
import { nearestSnap, snapHeights } from './snap-points.ts';

const heights = snapHeights(800, 120);

describe('a bottom sheet let go', () => {
  it('rests at the nearest point when it was moved slowly', () => {
    expect(nearestSnap(150, 0, heights)).toBe('peek');
    expect(nearestSnap(390, 0.1, heights)).toBe('half');
    expect(nearestSnap(700, -0.1, heights)).toBe('full');
  });

  it('goes one point further in the direction of a flick', () => {
    expect(nearestSnap(150, 0.9, heights)).toBe('half');
    expect(nearestSnap(420, 0.9, heights)).toBe('full');
    expect(nearestSnap(380, -0.9, heights)).toBe('peek');
  });

  it('stays in reach when flicked beyond the ends', () => {
    expect(nearestSnap(750, 2, heights)).toBe('full');
    expect(nearestSnap(90, -2, heights)).toBe('peek');
  });
});

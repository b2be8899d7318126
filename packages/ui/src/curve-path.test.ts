import { describe, expect, it } from 'vitest';
import { curvePath } from './curve-path.ts';

const box = { width: 100, height: 50, ceiling: 20 };

describe('a power curve', () => {
  it('runs over the whole width, from the bottom up', () => {
    const points = [
      { x: 1000, y: 0 },
      { x: 1500, y: 20 },
      { x: 2000, y: 10 },
    ];
    expect(curvePath(points, box)).toBe('M0 50L50 0L100 25');
  });

  it('is not drawn from one moment', () => {
    expect(curvePath([], box)).toBe('');
    expect(curvePath([{ x: 1, y: 2 }], box)).toBe('');
    expect(
      curvePath(
        [
          { x: 1, y: 2 },
          { x: 1, y: 3 },
        ],
        box,
      ),
    ).toBe('');
  });
});

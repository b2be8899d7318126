import { describe, expect, it } from 'vitest';
import { tilesCovering } from './map-tile.ts';

const amsterdam = { west: 4.85, south: 52.33, east: 4.95, north: 52.4 };

describe('the tiles of a view', () => {
  it('cover it at the zoom below', () => {
    expect(tilesCovering(amsterdam, 10.7)).toEqual([
      { z: 10, x: 525, y: 336 },
      { z: 10, x: 526, y: 336 },
    ]);
  });

  it('wrap at the date line and are named once', () => {
    const keys = tilesCovering({ west: 170, south: -10, east: 190, north: 10 }, 3);
    expect(keys).toEqual([
      { z: 3, x: 7, y: 3 },
      { z: 3, x: 7, y: 4 },
      { z: 3, x: 0, y: 3 },
      { z: 3, x: 0, y: 4 },
    ]);
    const whole = { west: -400, south: -90, east: 400, north: 90 };
    expect(new Set(tilesCovering(whole, 1).map((key) => `${key.x}/${key.y}`)).size).toBe(16);
  });
});

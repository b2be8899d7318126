import { describe, expect, it } from 'vitest';
import { mergeClusters } from './merge-clusters.ts';

const at = (longitude: number, latitude: number, evses: number, available: number) => ({
  longitude,
  latitude,
  stations: 1,
  evses,
  available,
});

describe('clusters of neighbouring tiles', () => {
  it('are joined where their rings would cover each other, and nobody is lost', () => {
    const [joined, ...rest] = mergeClusters([at(10, 53.5, 40, 10), at(10.1, 53.6, 60, 30)], 6);
    expect(rest).toEqual([]);
    expect(joined).toMatchObject({ evses: 100, available: 40, stations: 2 });
    expect(joined?.longitude).toBeCloseTo(10.06);
  });

  it('stay apart once there is room between them', () => {
    expect(mergeClusters([at(10, 53.5, 40, 10), at(10.1, 53.6, 60, 30)], 11)).toHaveLength(2);
    expect(mergeClusters([at(5, 52, 40, 10), at(9, 52, 60, 30)], 5)).toHaveLength(2);
  });
});

import type { Instant } from '@peregrine/domain';
import { describe, expect, it } from 'vitest';
import { joinCovered, mergeClusters } from './merge-clusters.ts';

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

describe('a station under the ring of a cluster', () => {
  const cluster = at(10, 53.5, 40, 10);
  const station = {
    id: 'a',
    name: 'A',
    longitude: 10.1,
    latitude: 53.55,
    evses: 4,
    available: 1,
    availability: 'available',
    maxPowerW: 22_000,
    statusAt: '2026-03-01T10:00:00Z' as Instant,
  } as const;

  it('is counted by the cluster, which stays where it is', () => {
    const { clusters, stations } = joinCovered([cluster], [station], 6);
    expect(stations).toEqual([]);
    expect(clusters).toEqual([{ ...cluster, stations: 2, evses: 44, available: 11 }]);
  });

  it('is a mark of its own once there is room', () => {
    const apart = { clusters: [cluster], stations: [station] };
    expect(joinCovered([cluster], [station], 11)).toEqual(apart);
  });
});

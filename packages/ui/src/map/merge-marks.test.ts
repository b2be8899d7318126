import type { Instant } from '@peregrine/domain';
import { describe, expect, it } from 'vitest';
import type { TileStation } from './map-tile.ts';
import { type Marks, mergeMarks } from './merge-marks.ts';

const cluster = (longitude: number, latitude: number, evses: number, available: number) => ({
  longitude,
  latitude,
  stations: 2,
  evses,
  available,
});
const station = (longitude: number, latitude: number): TileStation => ({
  id: `${longitude}/${latitude}`,
  name: 'Station',
  longitude,
  latitude,
  evses: 3,
  available: 1,
  availability: 'available',
  maxPowerW: 22_000,
  statusAt: '2026-03-01T10:00:00Z' as Instant,
});
const countsOf = ({ clusters, stations }: Marks) => ({
  stations: clusters.reduce((sum, it) => sum + it.stations, stations.length),
  evses: [...clusters, ...stations].reduce((sum, it) => sum + it.evses, 0),
  available: [...clusters, ...stations].reduce((sum, it) => sum + it.available, 0),
});

describe('marks that would cover each other', () => {
  it('are joined, at their middle by charging points', () => {
    const clusters = [cluster(10, 53.5, 40, 10), cluster(10.1, 53.6, 60, 30)];
    const merged = mergeMarks({ clusters, stations: [] }, 6);
    expect(merged.clusters).toMatchObject([{ evses: 100, available: 40, stations: 4 }]);
    expect(merged.clusters[0]?.longitude).toBeCloseTo(10.06);
  });

  it('are stations and clusters alike', () => {
    const marks = { clusters: [cluster(4.9, 52.37, 12, 5)], stations: [station(5.0, 52.3)] };
    const merged = mergeMarks(marks, 6);
    expect(merged.stations).toEqual([]);
    expect(merged.clusters).toMatchObject([{ evses: 15, available: 6, stations: 3 }]);
    const two = { clusters: [], stations: [station(4.9, 52.37), station(4.92, 52.35)] };
    expect(mergeMarks(two, 8).clusters).toMatchObject([{ stations: 2, evses: 6 }]);
  });

  it('stay apart once there is room between them, and at street level always', () => {
    const near = [cluster(10, 53.5, 40, 10), cluster(10.1, 53.6, 60, 30)];
    expect(mergeMarks({ clusters: near, stations: [] }, 11).clusters).toHaveLength(2);
    const twins = { clusters: [], stations: [station(4.9, 52.37), station(4.9, 52.37)] };
    expect(mergeMarks(twins, 15)).toEqual(twins);
  });

  it('never lose a station, however many meet', () => {
    const grid = Array.from({ length: 400 }, (_, at) =>
      station(4 + (at % 20) * 0.13, 51 + Math.floor(at / 20) * 0.09),
    );
    const marks = { clusters: [cluster(5, 52, 40, 10)], stations: grid };
    for (const zoom of [4.4, 6, 8.2]) {
      const merged = mergeMarks(marks, zoom);
      expect(countsOf(merged)).toEqual(countsOf(marks));
      const again = mergeMarks(merged, zoom);
      expect(again.clusters).toHaveLength(merged.clusters.length);
      expect(again.stations).toHaveLength(merged.stations.length);
    }
  });
});

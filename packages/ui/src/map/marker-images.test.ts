import { describe, expect, it } from 'vitest';
import { clusterImage, powerClass } from './marker-images.ts';

describe('the ring of a cluster', () => {
  it('is empty only when none is free and full only when all are', () => {
    expect(clusterImage(0, 40)).toBe('cluster-small-0');
    expect(clusterImage(1, 400)).toBe('cluster-medium-1');
    expect(clusterImage(399, 400)).toBe('cluster-medium-7');
    expect(clusterImage(4000, 4000)).toBe('cluster-large-8');
  });
});

describe('power', () => {
  it('is AC below 50 kW, DC from there, high-power from 150 kW', () => {
    expect([22_000, 50_000, 150_000].map(powerClass)).toEqual(['ac', 'dc', 'hpc']);
  });
});

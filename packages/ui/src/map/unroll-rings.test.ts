import { expect, test } from 'vitest';
import { unrollRings } from './unroll-rings.ts';

const unroll = (ring: number[][]) =>
  unrollRings({ type: 'MultiPolygon', coordinates: [[ring]] }).coordinates[0]?.[0];

test('a ring across the antimeridian runs on beyond it, and closes', () => {
  const chukotka = [
    [170, 60],
    [179, 70],
    [-170, 66],
    [-179, 62],
    [170, 60],
  ];
  expect(unroll(chukotka)).toEqual([
    [170, 60],
    [179, 70],
    [190, 66],
    [181, 62],
    [170, 60],
  ]);
});

test('a ring around a pole is closed over it', () => {
  const antarctica = [
    [-170, -70],
    [0, -80],
    [170, -75],
    [-170, -70],
  ];
  const unrolled = [
    [-170, -70],
    [0, -80],
    [170, -75],
    [190, -70],
    [190, -90],
    [-170, -90],
  ];
  expect(unroll(antarctica)).toEqual([...unrolled, [-170, -70]]);
});

test('any other ring stays as it is', () => {
  const ring = [
    [5, 50],
    [6, 50],
    [6, 51],
    [5, 50],
  ];
  expect(unroll(ring)).toEqual(ring);
});

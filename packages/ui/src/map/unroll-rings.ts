import type { MultiPolygon, Position } from 'geojson';

/**
 * Lets rings that cross the antimeridian run on beyond 180 degrees, where world-atlas jumps from
 * 180 to -180: drawn flat, such a jump would be a band around the world. A ring around a pole is
 * led there, so that it closes.
 */
export function unrollRings({ type, coordinates }: MultiPolygon): MultiPolygon {
  return { type, coordinates: coordinates.map((rings) => rings.map(unrollRing)) };
}

function unrollRing(ring: readonly Position[]): Position[] {
  const unrolled: Position[] = [];
  let turns = 0;
  let before: number | undefined;
  for (const [longitude = 0, latitude = 0] of ring) {
    const step = longitude - (before ?? longitude);
    if (Math.abs(step) > 180) turns -= Math.sign(step);
    before = longitude;
    unrolled.push([longitude + turns * 360, latitude]);
  }
  const [start, end] = [unrolled.at(0), unrolled.at(-1)];
  if (turns === 0 || !start || !end) return unrolled;
  const pole = 90 * Math.sign(start[1] ?? 0);
  return [...unrolled, [end[0] ?? 0, pole], [start[0] ?? 0, pole], start];
}

/** Where a bottom sheet rests: a strip, half of the screen, or all of it. */
export const SNAPS = ['peek', 'half', 'full'] as const;
export type Snap = (typeof SNAPS)[number];

/** Height of each rest in px for a viewport of `viewport` px; the strip is `peek` px high. */
export function snapHeights(viewport: number, peek: number): Readonly<Record<Snap, number>> {
  return { peek, half: Math.round(viewport * 0.5), full: Math.round(viewport * 0.92) };
}

/**
 * Where a sheet let go at `height` px comes to rest. A flick (over 0.5 px/ms, upwards positive)
 * goes one rest further in its direction; else the nearest wins.
 */
export function nearestSnap(
  height: number,
  velocity: number,
  heights: Readonly<Record<Snap, number>>,
): Snap {
  if (velocity > 0.5) return SNAPS.find((snap) => heights[snap] > height) ?? 'full';
  if (velocity < -0.5) return SNAPS.findLast((snap) => heights[snap] < height) ?? 'peek';
  return SNAPS.reduce((best, snap) =>
    Math.abs(heights[snap] - height) < Math.abs(heights[best] - height) ? snap : best,
  );
}

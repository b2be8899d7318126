export type CurvePoint = { readonly x: number; readonly y: number };

/**
 * An SVG path through the points: x stretched over the width, y from the bottom up to `ceiling`.
 * Empty when there are fewer than two moments to join.
 */
export function curvePath(
  points: readonly CurvePoint[],
  box: { readonly width: number; readonly height: number; readonly ceiling: number },
): string {
  const first = points[0]?.x ?? 0;
  const span = (points.at(-1)?.x ?? 0) - first;
  if (points.length < 2 || span <= 0) return '';
  const at = (point: CurvePoint) => {
    const x = ((point.x - first) / span) * box.width;
    const y = box.height - (Math.max(0, point.y) / box.ceiling) * box.height;
    return `${round(x)} ${round(y)}`;
  };
  return `M${points.map(at).join('L')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

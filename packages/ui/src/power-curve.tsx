import type { Decimal, Instant } from '@peregrine/domain';
import { type CurvePoint, curvePath } from './curve-path.ts';

export type PowerSample = { readonly at: Instant; readonly powerKw: Decimal };

const WIDTH = 320;
const HEIGHT = 96;

/**
 * Power over time as an area, scaled to what the plug can give. The picture is decoration of the
 * figure beside it; `label` says it in words (highest and present power).
 */
export function PowerCurve({
  samples,
  ratedPowerW,
  label,
}: {
  readonly samples: readonly PowerSample[];
  readonly ratedPowerW?: number | undefined;
  readonly label: string;
}) {
  const points = samples.map(
    (sample): CurvePoint => ({ x: Date.parse(sample.at), y: Number(sample.powerKw) }),
  );
  const highest = Math.max(...points.map((point) => point.y), 0);
  const ceiling = Math.max(highest * 1.1, Math.min((ratedPowerW ?? 0) / 1000, highest * 2), 1);
  const line = curvePath(points, { width: WIDTH, height: HEIGHT, ceiling });
  if (line === '') return null;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-24 w-full text-brand"
    >
      {[0.25, 0.5, 0.75].map((part) => (
        <line
          key={part}
          x1="0"
          x2={WIDTH}
          y1={HEIGHT * part}
          y2={HEIGHT * part}
          stroke="var(--line)"
          vectorEffect="non-scaling-stroke"
        />
      ))}
      <path d={`${line}V${HEIGHT}H0Z`} fill="currentColor" fillOpacity="0.16" />
      <path
        d={line}
        fill="none"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

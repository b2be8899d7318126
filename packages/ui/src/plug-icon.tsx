import type { Plug } from '@peregrine/domain';
import type { ReactNode } from 'react';

const pin = (x: number, y: number, r = 1.6) => (
  <circle key={`${x}-${y}`} cx={x} cy={y} r={r} fill="currentColor" />
);

const type2Pins = [
  [8.2, 8.2, 1.1],
  [15.8, 8.2, 1.1],
  [6.6, 12.2],
  [12, 12.2],
  [17.4, 12.2],
  [9.2, 16],
  [14.8, 16],
].map(([x = 0, y = 0, r]) => pin(x, y, r));

const ccsPins = [
  [9.4, 5.2, 0.8],
  [14.6, 5.2, 0.8],
  [7.8, 7.9],
  [12, 7.9],
  [16.2, 7.9],
  [9.9, 10.7],
  [14.1, 10.7],
].map(([x = 0, y = 0, r = 1.1]) => pin(x, y, r));

const faces: Readonly<Record<Plug, ReactNode>> = {
  type2: (
    <>
      <path d="M6 3.5h12a8.9 8.9 0 1 1-12 0z" {...outline()} />
      {type2Pins}
    </>
  ),
  ccs: (
    <>
      <path d="M7.4 2h9.2a6.6 6.6 0 1 1-9.2 0z" {...outline()} />
      {ccsPins}
      <rect x="4" y="14.6" width="16" height="7.4" rx="3.7" {...outline()} />
      {[pin(9, 18.3, 1.5), pin(15, 18.3, 1.5)]}
    </>
  ),
  chademo: (
    <>
      <circle cx="12" cy="12" r="9.6" {...outline()} />
      {[pin(7.6, 12, 2.2), pin(16.4, 12, 2.2), pin(12, 7.4, 1.3), pin(12, 16.6, 1.3)]}
    </>
  ),
  type1: (
    <>
      <circle cx="12" cy="12" r="9.6" {...outline()} />
      {[pin(8.4, 9, 1.7), pin(15.6, 9, 1.7), pin(7.6, 13.6, 1.1), pin(16.4, 13.6, 1.1)]}
      {pin(12, 16.4, 1.7)}
    </>
  ),
  domestic: (
    <>
      <circle cx="12" cy="12" r="9.6" {...outline()} />
      {[pin(8, 12, 1.7), pin(16, 12, 1.7)]}
    </>
  ),
  tesla: (
    <>
      <rect x="3.4" y="5" width="17.2" height="14" rx="7" {...outline()} />
      {[pin(8.4, 10.4, 2), pin(15.6, 10.4, 2), pin(12, 15.2, 1.4)]}
    </>
  ),
  other: (
    <>
      <circle cx="12" cy="12" r="9.6" {...outline()} />
      <path d="M12 7v6M12 15.6v1.4" stroke="currentColor" strokeWidth="2.2" />
    </>
  ),
};

function outline() {
  return { fill: 'none', stroke: 'currentColor', strokeWidth: 1.8 } as const;
}

/** The face of a plug, as a driver sees it on the cable; its name stands beside it. */
export function PlugIcon({ plug, size = 24 }: { readonly plug: Plug; readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      width={size}
      height={size}
      className="shrink-0 text-ink"
    >
      {faces[plug]}
    </svg>
  );
}

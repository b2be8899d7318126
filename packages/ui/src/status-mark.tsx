import type { Availability } from '@peregrine/domain';
import { classNames } from './class-names.ts';

const colours: Readonly<Record<Availability, string>> = {
  available: 'text-available',
  'in-use': 'text-in-use',
  reserved: 'text-reserved',
  'out-of-order': 'text-out-of-order',
  unknown: 'text-unknown',
};

/**
 * A status by shape and colour: disc with a bolt, half-filled ring, ring with a clock hand, square
 * with a bar, dashed ring. Always beside its word; the mark itself is silent.
 */
export function StatusMark({
  availability,
  size = 20,
  faded = false,
}: {
  readonly availability: Availability;
  readonly size?: number;
  /** An old status: paler, its age stands beside it. */
  readonly faded?: boolean;
}) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      width={size}
      height={size}
      className={classNames('shrink-0', colours[availability], faded && 'opacity-60')}
    >
      <StatusShape availability={availability} />
    </svg>
  );
}

function StatusShape({ availability }: { readonly availability: Availability }) {
  switch (availability) {
    case 'available':
      return (
        <>
          <circle cx="12" cy="12" r="11" fill="currentColor" />
          <path d="M13.2 4.5 7 13.4h4.3L10.6 19.5 17 10.4h-4.5z" fill="var(--on-status)" />
        </>
      );
    case 'in-use':
      return (
        <>
          <circle cx="12" cy="12" r="9.5" fill="none" stroke="currentColor" strokeWidth="3" />
          <path d="M12 4.5a7.5 7.5 0 0 1 0 15z" fill="currentColor" />
        </>
      );
    case 'reserved':
      return (
        <>
          <circle cx="12" cy="12" r="9.5" fill="none" stroke="currentColor" strokeWidth="3" />
          <path d="M12 7v5.2l3.6 2.1" fill="none" stroke="currentColor" strokeWidth="2.6" />
        </>
      );
    case 'out-of-order':
      return (
        <>
          <rect x="1.5" y="1.5" width="21" height="21" rx="4" fill="currentColor" />
          <rect x="5.5" y="10.2" width="13" height="3.6" rx="1" fill="var(--on-status)" />
        </>
      );
    case 'unknown':
      return (
        <circle
          cx="12"
          cy="12"
          r="9.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="3"
          strokeDasharray="4.6 3.0"
        />
      );
  }
}

/** Free of all, with the shape: `3/8`. The words for a screen reader come as `label`. */
export function FreeCount({
  available,
  all,
  availability,
  faded = false,
  label,
}: {
  readonly available: number;
  readonly all: number;
  readonly availability: Availability;
  readonly faded?: boolean;
  readonly label: string;
}) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <StatusMark availability={availability} faded={faded} />
      <span aria-hidden="true" className="tabular font-semibold">
        {available}/{all}
      </span>
      <span className="sr-only">{label}</span>
    </span>
  );
}

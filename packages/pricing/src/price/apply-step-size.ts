import type { TariffDimension } from '@peregrine/domain';
import type { SelectedComponent } from './select-component.ts';
import type { TimeReading } from './types.ts';

/** A stretch under one component, in base units: mWh for energy, ms for times, 1 for FLAT. */
export type Stretch = {
  readonly dimension: TariffDimension;
  readonly selected: SelectedComponent;
  readonly periods: readonly number[];
  readonly measured: bigint;
  readonly billed: bigint;
  readonly step?: { readonly size: number; readonly added: bigint };
  readonly reading: TimeReading;
};

const BASE_PER_STEP: Readonly<Record<TariffDimension, bigint>> = {
  ENERGY: 1_000n,
  TIME: 1_000n,
  PARKING_TIME: 1_000n,
  SESSION_TIME: 1_000n,
  FLAT: 0n,
};

/**
 * Applies step_size once a session: to all priced energy, and to all priced parking, or to all
 * priced charging time where no parking is priced. The step is that of the last stretch, which is
 * billed the surplus (OCPI 2.2.1 mod_tariffs, PriceComponent.step_size and its note; mod_cdrs).
 * Exact multiples stay. Energy that flowed back is not rounded up.
 */
export function applyStepSize(stretches: readonly Stretch[]): readonly Stretch[] {
  const hasParking = stretches.some(({ dimension }) => dimension === 'PARKING_TIME');
  const rounded = ['ENERGY', hasParking ? 'PARKING_TIME' : 'TIME'] as const;
  return rounded.reduce(roundUp, stretches);
}

function roundUp(stretches: readonly Stretch[], dimension: TariffDimension): readonly Stretch[] {
  const last = stretches.findLastIndex((stretch) => stretch.dimension === dimension);
  const size = stretches[last]?.selected.component.stepSize ?? 0;
  const step = BigInt(size) * BASE_PER_STEP[dimension];
  const total = stretches
    .filter((stretch) => stretch.dimension === dimension)
    .reduce((sum, stretch) => sum + stretch.measured, 0n);
  if (step <= 0n || total <= 0n || total % step === 0n) return stretches;
  const added = step - (total % step);
  return stretches.map((stretch, index) =>
    index === last
      ? { ...stretch, billed: stretch.billed + added, step: { size, added } }
      : stretch,
  );
}

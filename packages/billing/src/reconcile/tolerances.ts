import { decimal, type Exact, exactOf } from '@peregrine/domain';
import type { Facts } from './types.ts';

/** What meters, clocks and their rounding differ by where nothing was agreed. */
const ENERGY_KWH = decimal('0.1');
const DURATION_SECONDS = 60;

/** How far two readings of a charge's energy may be apart, kWh. */
export function toleratedEnergy({ agreement }: Facts): Exact {
  return exactOf(agreement?.terms.tolerances.energyKwh ?? ENERGY_KWH);
}

/** How far two clock times of a charge may be apart. */
export function toleratedMs({ agreement }: Facts): number {
  return (agreement?.terms.tolerances.durationSeconds ?? DURATION_SECONDS) * 1_000;
}

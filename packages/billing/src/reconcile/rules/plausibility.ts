import { add, compare, exact, exactOf, type Finding, millisecondsBetween } from '@peregrine/domain';
import type { Rule } from '../types.ts';

/** No connector of the field gives more (Megawatt Charging System, planned maximum 3.75 MW). */
const MOST_POWER_W = 3_750_000;
/** Meters and ratings are not exact: a tenth more than the rating, and half a kWh, pass. */
const SLACK_KWH = exact(1n, 2n);

/** R18: energy that a connector can have delivered in the time. */
export const plausibility: Rule = {
  code: 'R18',
  about: 'quantities',
  onError: 'held',
  check({ cdr, maxPowerW }) {
    const energy = exactOf(cdr.totalEnergyKwh);
    const finding = (reason: string): Finding => ({
      code: 'R18',
      pointer: '/total_energy',
      severity: 'error',
      reason,
      claimed: cdr.totalEnergyKwh,
    });
    if (energy.num < 0n) return [finding('Energy flowed back; no such charge was agreed.')];
    if (energy.num === 0n) {
      // A record that nothing was charged and nothing is owed is how CPOs close a failed start.
      if (exactOf(cdr.totalCost.exclTax).num === 0n) return [];
      return [finding('A charge without energy, for which money is asked.')];
    }
    const lastedMs = Math.max(0, millisecondsBetween(cdr.startedAt, cdr.endedAt));
    const powerW = maxPowerW ?? MOST_POWER_W;
    // W x ms are 3.6e9 to the kWh; 11 tenths of it.
    const rated = exact(BigInt(Math.round(powerW)) * BigInt(lastedMs) * 11n, 36_000_000_000n);
    if (compare(energy, add(rated, SLACK_KWH)) <= 0) return [];
    const minutes = Math.round(lastedMs / 60_000);
    return [finding(`More energy than ${powerW / 1_000} kW can deliver in ${minutes} minutes.`)];
  },
};

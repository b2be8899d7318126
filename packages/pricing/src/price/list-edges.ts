import type { CompiledRestrictions } from './compile-restrictions.ts';
import { DAY_MS } from './zone-clock.ts';

/** Where a tariff's prices can change: on the day's clock, with the duration, with the energy. */
export type Edges = {
  /** ms from midnight; the day's end is that of the next one's start. */
  readonly timesOfDay: readonly bigint[];
  readonly durationsMs: readonly bigint[];
  readonly energiesMwh: readonly bigint[];
};

export function listEdges(all: readonly (CompiledRestrictions | undefined)[]): Edges {
  const timesOfDay = new Set<bigint>();
  const durationsMs = new Set<bigint>();
  const energiesMwh = new Set<bigint>();
  for (const restrictions of all) {
    if (!restrictions) continue;
    const { windows, dates, weekdays, durationMs, energyMwh } = restrictions;
    if (dates || weekdays) timesOfDay.add(DAY_MS);
    for (const { from, until } of windows) {
      timesOfDay.add(from === 0n ? DAY_MS : from);
      timesOfDay.add(until);
    }
    addEnds(durationsMs, durationMs);
    addEnds(energiesMwh, energyMwh);
  }
  return {
    timesOfDay: [...timesOfDay],
    durationsMs: [...durationsMs],
    energiesMwh: [...energiesMwh],
  };
}

function addEnds(
  edges: Set<bigint>,
  range: { readonly from: bigint | undefined; readonly until: bigint | undefined } | undefined,
): void {
  for (const end of [range?.from, range?.until]) if (end !== undefined) edges.add(end);
}

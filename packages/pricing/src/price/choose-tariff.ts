import type { Instant, Tariff } from '@peregrine/domain';
import type { CompiledRestrictions } from './compile-restrictions.ts';
import type { CompiledTariff } from './compile-tariff.ts';
import { matchCalendar, readWall } from './match-restrictions.ts';
import type { PricingPolicy } from './policy.ts';
import type { PricingNote } from './types.ts';

/** What a period is priced by: a tariff, nothing (free), or a name that nobody gave us. */
export type ChosenTariff = CompiledTariff | 'free' | { readonly unknown: string };

/**
 * The tariff that holds from the session's start (OCPI 2.2.1 mod_tariffs, start_date_time and its
 * note). Of several those in force come first, then, as GIREVE has it, those whose own restrictions
 * the start meets, then those for roaming rather than for payment on the spot or for a charging
 * profile. Undefined where the start meets the restrictions of none.
 */
export function tariffAtStart(
  tariffs: readonly CompiledTariff[],
  startedAt: Instant,
  startLocalMs: bigint,
  notes: PricingNote[],
): CompiledTariff | undefined {
  let best: { readonly compiled: CompiledTariff; readonly rank: number } | undefined;
  for (const compiled of tariffs) {
    const { restrictions, tariff } = compiled;
    if (restrictions && !holdsAtStart(restrictions, startLocalMs)) continue;
    const rank =
      (isInForce(tariff, startedAt) ? 4 : 0) +
      (restrictions ? 2 : 0) +
      (tariff.type === undefined || tariff.type === 'REGULAR' ? 1 : 0);
    if (!best || rank > best.rank) best = { compiled, rank };
  }
  if (best && !isInForce(best.compiled.tariff, startedAt)) {
    notes.push({ code: 'tariff-not-in-force' });
  }
  return best?.compiled;
}

function holdsAtStart(restrictions: CompiledRestrictions, startLocalMs: bigint): boolean {
  return (
    restrictions.unknown === undefined &&
    matchCalendar(restrictions, readWall(startLocalMs)) === undefined
  );
}

function isInForce({ startsAt, endsAt }: Tariff, at: Instant): boolean {
  return (startsAt === undefined || startsAt <= at) && (endsAt === undefined || at < endsAt);
}

/**
 * A period's own tariff. A single one prices everything, whatever the CPO calls its own; of several
 * the period says which, and identifiers know no case (OCPI types, CiString).
 */
export function tariffOfPeriod(
  tariffs: readonly CompiledTariff[],
  tariffId: string | undefined,
  atStart: CompiledTariff | undefined,
  policy: PricingPolicy,
): ChosenTariff {
  if (tariffId === undefined) {
    if (policy.unnamedTariff === 'free') return 'free';
    return atStart ?? { unknown: 'none that holds at the start' };
  }
  if (tariffs.length === 1 && policy.otherTariff === 'sole-tariff') {
    return atStart ?? { unknown: tariffId };
  }
  return tariffs.find(({ tariff }) => isSameId(tariff.tariffId, tariffId)) ?? { unknown: tariffId };
}

function isSameId(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

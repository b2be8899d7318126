import type { Tariff } from '@peregrine/domain';

/** Tariffs for other ways to pay or charge than an eMSP's driver has (OCPI mod_tariffs, TariffType). */
const NOT_FOR_US = ['AD_HOC_PAYMENT', 'PROFILE_CHEAP', 'PROFILE_FAST', 'PROFILE_GREEN'];

/**
 * The tariff that a driver of ours gets, of those that a connector names: REGULAR, else one without
 * a type, active at that time; of several the one that started last.
 */
export function chooseTariff<T extends { readonly tariff: Tariff }>(
  candidates: readonly T[],
  at: Date,
): T | undefined {
  const time = at.getTime();
  const active = candidates.filter(({ tariff }) => {
    if (tariff.type !== undefined && NOT_FOR_US.includes(tariff.type.toUpperCase())) return false;
    const started = tariff.startsAt === undefined || Date.parse(tariff.startsAt) <= time;
    return started && (tariff.endsAt === undefined || Date.parse(tariff.endsAt) > time);
  });
  return active.toSorted((a, b) => rank(b.tariff) - rank(a.tariff))[0];
}

function rank(tariff: Tariff): number {
  const regular = tariff.type?.toUpperCase() === 'REGULAR' ? 1e15 : 0;
  return regular + (tariff.startsAt ? Date.parse(tariff.startsAt) : 0);
}

import type { PriceComponent, Tariff, TariffRestrictions } from '@peregrine/domain';
import type { Facts } from './types.ts';

/** Whether the basis prices any time: else no reading of the hours changes anything. */
export function pricesTime(facts: Facts): boolean {
  return componentsOf(facts).some(
    ({ dimension }) => dimension !== 'ENERGY' && dimension !== 'FLAT',
  );
}

/** Whether the basis has a step beyond the unit itself: else no reading of steps changes a cent. */
export function hasSteps(facts: Facts): boolean {
  return componentsOf(facts).some(
    ({ dimension, stepSize }) => dimension !== 'FLAT' && stepSize > 1,
  );
}

/** Whether the basis asks what time of the day, which date or which weekday it is on the spot. */
export function readsLocalTime(facts: Facts): boolean {
  return hasRestriction(facts, ['startTime', 'endTime', 'startDate', 'endDate', 'daysOfWeek']);
}

export function hasRestriction(
  facts: Facts,
  names: readonly (keyof TariffRestrictions)[],
): boolean {
  return basisTariffs(facts)
    .flatMap(({ restrictions, elements }) => [
      restrictions,
      ...elements.map((element) => element.restrictions),
    ])
    .some((restrictions) => names.some((name) => restrictions?.[name] !== undefined));
}

export function basisTariffs({ tariff, otherTariffs = [] }: Facts): readonly Tariff[] {
  return tariff ? [tariff, ...otherTariffs] : [];
}

export function componentsOf(facts: Facts): readonly PriceComponent[] {
  return basisTariffs(facts).flatMap(({ elements }) =>
    elements.flatMap(({ components }) => components),
  );
}

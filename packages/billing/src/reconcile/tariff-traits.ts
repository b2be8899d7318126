import type { PriceComponent } from '@peregrine/domain';
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

function componentsOf({ tariff, otherTariffs = [] }: Facts): readonly PriceComponent[] {
  const tariffs = tariff ? [tariff, ...otherTariffs] : [];
  return tariffs.flatMap(({ elements }) => elements.flatMap(({ components }) => components));
}

import type { PriceComponent, Tariff, TariffDimension } from '@peregrine/domain';
import { matchRestrictions } from './match-restrictions.ts';
import type { MeasuredPeriod } from './measure-periods.ts';

export type SelectedComponent = {
  readonly tariff: Tariff;
  readonly elementIndex: number;
  readonly componentIndex: number;
  readonly component: PriceComponent;
};

/** `undefined`: nobody prices the dimension, it is free. */
export type Selection = SelectedComponent | { readonly undecidable: string } | undefined;

/**
 * The component that prices a dimension of a period: elements in order, the first that has the
 * dimension and whose restrictions hold; each dimension by itself (OCPI 2.2.1 mod_tariffs,
 * Tariff.elements). With `whole-element` the first matching element decides for all (2.1.1).
 */
export function selectComponent(
  tariff: Tariff,
  dimension: TariffDimension,
  period: MeasuredPeriod,
  timeZone: string,
): Selection {
  const whole = tariff.elementChoice === 'whole-element';
  for (const [elementIndex, element] of tariff.elements.entries()) {
    const componentIndex = element.components.findIndex((it) => it.dimension === dimension);
    if (componentIndex < 0 && !whole) continue;
    const match = matchRestrictions(element.restrictions, period, timeZone);
    if (match === 'no') continue;
    if (match !== 'yes') return match;
    const component = element.components[componentIndex];
    return component && { tariff, elementIndex, componentIndex, component };
  }
  return undefined;
}

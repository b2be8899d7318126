import { exactOf, type Tariff, type TariffDimension } from '@peregrine/domain';

/** Steps beyond these (100 kWh, a day) turn any charge into an amount that nobody agreed to. */
const LARGEST_STEP: Readonly<Record<TariffDimension, number>> = {
  ENERGY: 100_000,
  TIME: 86_400,
  PARKING_TIME: 86_400,
  SESSION_TIME: 86_400,
  FLAT: Number.POSITIVE_INFINITY,
};

/** Why no driver can be asked to pay by a tariff; undefined for an ordinary one. */
export function oddTariff(tariff: Tariff): string | undefined {
  const components = tariff.elements.flatMap((element) => element.components);
  if (components.length === 0) return 'the tariff has no price at all';
  if (components.some(({ price }) => exactOf(price).num < 0n)) return 'a negative price';
  if (components.some(({ dimension, stepSize }) => stepSize > LARGEST_STEP[dimension])) {
    return 'a step that no charge fills';
  }
  return undefined;
}

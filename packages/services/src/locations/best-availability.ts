import { type Availability, availabilityOf, type EvseStatus } from '@peregrine/domain';

const BEST_FIRST: readonly Availability[] = [
  'available',
  'in-use',
  'reserved',
  'unknown',
  'out-of-order',
];

/** What a driver may hope for at a station: the best of its EVSEs. */
export function bestAvailability(statuses: readonly string[]): Availability {
  const present = statuses.map((status) => availabilityOf(status as EvseStatus));
  return BEST_FIRST.find((one) => present.includes(one)) ?? 'unknown';
}

import type { Finding } from '@peregrine/domain';
import { observe } from '../observe.ts';
import { readsLocalTime } from '../tariff-traits.ts';
import type { Facts, Rule } from '../types.ts';

/** What a CDR says of an EVSE that there was none (OCPI mod_cdrs, CdrLocation). */
const NOT_AVAILABLE = '#NA';

/** R21: an EVSE that we do not know, none at all without a reservation, a time zone that is a guess. */
export const location: Rule = {
  code: 'R21',
  about: 'record',
  onError: 'held',
  check(facts) {
    return [...whichEvse(facts), ...assumedZone(facts)];
  },
};

function whichEvse({ cdr, place }: Facts): Finding[] {
  const { evseUid } = cdr.location;
  const seen = { pointer: '/cdr_location/evse_uid', claimed: evseUid };
  if (evseUid.toUpperCase() === NOT_AVAILABLE) {
    const isReservation = cdr.periods.some(({ dimensions }) =>
      dimensions.some(({ type }) => type === 'RESERVATION_TIME'),
    );
    if (isReservation) return [];
    return [observe('R21.no-evse', { ...seen, severity: 'error', action: 'hold' })];
  }
  // CDRs may come from places that were never published, such as homes.
  if (place?.evseKnown !== false || cdr.homeCharging) return [];
  return [observe('R21.evse-unknown', { ...seen, severity: 'warning', action: 'tolerate' })];
}

function assumedZone(facts: Facts): Finding[] {
  const { zoneOrigin, timeZone } = facts;
  if (zoneOrigin !== 'assumed' || !readsLocalTime(facts)) return [];
  const seen = { severity: 'warning', action: 'tolerate', computed: timeZone } as const;
  const pointer = '/cdr_location/coordinates';
  return [observe('R21.zone-assumed', { ...seen, pointer }, { zone: timeZone })];
}

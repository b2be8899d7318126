import { type PartyRef, partyRef, type Tariff } from '@peregrine/domain';
import { readDisplayText } from './element.ts';
import {
  countryCode,
  currency,
  identifier,
  instant,
  need,
  partyId,
  take,
  takeOrRefuse,
  text,
} from './leaves.ts';
import { observe, put, type Reading, type Sent, takeList } from './reading.ts';

/**
 * The party that owns an object: its own word, else who stands in for it. An object of 2.1.1 names
 * none, so there it is no news that somebody stands in.
 */
export function readParty(reading: Reading, sent: Sent, own: 'named' | 'unnamed'): PartyRef {
  const standIn = reading.options.party;
  if (standIn && (sent.country_code == null || sent.party_id == null)) {
    if (own === 'named')
      observe(reading, 'party', '', 'country_code or party_id is missing', 'info');
    return standIn;
  }
  return partyRef(
    need(reading, sent.country_code, 'country_code', countryCode),
    need(reading, sent.party_id, 'party_id', partyId),
  );
}

/** When an object was last changed: its own word, else what stands in for it. */
export function readLastUpdated(reading: Reading, sent: Sent): Tariff['lastUpdated'] {
  const standIn = reading.options.lastUpdated;
  if (!standIn || sent.last_updated != null)
    return need(reading, sent.last_updated, 'last_updated', instant);
  observe(reading, 'last-updated', '', 'last_updated is missing', 'info');
  return standIn;
}

/** What every version's tariff says about itself. */
export function readTariffHead(
  reading: Reading,
  sent: Sent,
  own: 'named' | 'unnamed',
): Pick<Tariff, 'party' | 'tariffId' | 'currency' | 'lastUpdated'> {
  return {
    party: readParty(reading, sent, own),
    tariffId: need(reading, sent.id, 'id', identifier),
    currency: need(reading, sent.currency, 'currency', currency),
    lastUpdated: readLastUpdated(reading, sent),
  };
}

/** What every version's tariff may also say: its validity decides which tariff holds. */
export function readTariffTail(reading: Reading, sent: Sent, tariff: Tariff): void {
  put(tariff, 'type', take(reading, sent.type, 'type', text));
  const startsAt = takeOrRefuse(reading, sent.start_date_time, 'start_date_time', instant);
  put(tariff, 'startsAt', startsAt);
  put(tariff, 'endsAt', takeOrRefuse(reading, sent.end_date_time, 'end_date_time', instant));
  const texts = takeList(reading, sent.tariff_alt_text, 'tariff_alt_text', readDisplayText);
  put(tariff, 'altText', texts?.length ? texts : undefined);
  put(tariff, 'altUrl', take(reading, sent.tariff_alt_url, 'tariff_alt_url', text));
}

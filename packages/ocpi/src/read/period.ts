import {
  type CdrDimension,
  type ChargingPeriod,
  partyRef,
  TOKEN_TYPES,
  type TokenRef,
} from '@peregrine/domain';
import { countryCode, identifier, instant, need, number, partyId, take, text } from './leaves.ts';
import { needList, put, type Reading, type Sent } from './reading.ts';

/** ChargingPeriod (OCPI mod_cdrs); 2.1.1 has no `tariff_id`. */
export function readPeriod(reading: Reading, sent: Sent): ChargingPeriod {
  const period: ChargingPeriod = {
    startedAt: need(reading, sent.start_date_time, 'start_date_time', instant),
    dimensions: needList(reading, sent.dimensions, 'dimensions', readDimension),
  };
  put(period, 'tariffId', take(reading, sent.tariff_id, 'tariff_id', identifier));
  return period;
}

function readDimension(reading: Reading, sent: Sent): CdrDimension {
  return {
    type: need(reading, sent.type, 'type', text).toUpperCase(),
    volume: need(reading, sent.volume, 'volume', number),
  };
}

/** CdrToken (OCPI 2.2.1 mod_cdrs); peers leave out its party and contract (ocpi/ocpi #384). */
export function readCdrToken(reading: Reading, sent: Sent): TokenRef {
  const country = take(reading, sent.country_code, 'country_code', countryCode);
  const party = take(reading, sent.party_id, 'party_id', partyId);
  const type = take(reading, sent.type, 'type', text)?.toUpperCase();
  const token: TokenRef = {
    tokenUid: need(reading, sent.uid, 'uid', identifier),
    type: TOKEN_TYPES.find((known) => known === type) ?? 'OTHER',
    contractId: take(reading, sent.contract_id, 'contract_id', text) ?? '',
  };
  if (country && party) put(token, 'party', partyRef(country, party));
  return token;
}

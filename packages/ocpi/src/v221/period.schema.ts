import { type ChargingPeriod, partyRef, TOKEN_TYPES, type TokenRef } from '@peregrine/domain';
import { z } from 'zod';
import { present } from '../read/present.ts';
import { countryCode, dateTime, exactNumber, id, partyId, text } from '../read/wire-types.ts';

/** ChargingPeriod (OCPI 2.2.1 mod_cdrs): parts of sessions and CDRs alike. */
export const periodSchema = z.object({
  start_date_time: dateTime,
  dimensions: z.array(z.object({ type: text, volume: exactNumber })),
  tariff_id: id.nullish(),
});

export function foldPeriod(sent: z.output<typeof periodSchema>): ChargingPeriod {
  return {
    startedAt: sent.start_date_time,
    dimensions: sent.dimensions.map(({ type, volume }) => ({ type: type.toUpperCase(), volume })),
    ...present({ tariffId: sent.tariff_id }),
  };
}

/** CdrToken; peers are known to leave out its party and contract (ocpi/ocpi #384). */
export const cdrTokenSchema = z.object({
  country_code: countryCode.nullish(),
  party_id: partyId.nullish(),
  uid: id,
  type: text.nullish(),
  contract_id: text.nullish(),
});

export function foldCdrToken(sent: z.output<typeof cdrTokenSchema>): TokenRef {
  return {
    tokenUid: sent.uid,
    type: TOKEN_TYPES.find((type) => type === sent.type?.toUpperCase()) ?? 'OTHER',
    contractId: sent.contract_id ?? '',
    ...(sent.country_code && sent.party_id
      ? { party: partyRef(sent.country_code, sent.party_id) }
      : {}),
  };
}

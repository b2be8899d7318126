import { partyRef, type Token } from '@peregrine/domain';
import { present } from '../read/present.ts';
import { type ReadResult, readObject } from '../read/read-object.ts';
import type { LocationReferences } from '../versions/messages.ts';
import { locationReferencesSchema, tokenSchema } from './token.schema.ts';

/** OCPI 2.2.1 Token -> domain. */
export function foldToken(input: unknown): ReadResult<Token> {
  const read = readObject(tokenSchema, input);
  if (!read.ok) return read;
  const sent = read.value;
  const token: Token = {
    party: partyRef(sent.country_code, sent.party_id),
    tokenUid: sent.uid,
    type: sent.type,
    contractId: sent.contract_id,
    issuer: sent.issuer,
    valid: sent.valid,
    whitelist: sent.whitelist,
    lastUpdated: sent.last_updated,
    ...present({ visualNumber: sent.visual_number, language: sent.language }),
  };
  return { ok: true, value: token, findings: read.findings };
}

/** Domain Token -> OCPI 2.2.1, as it is pushed and listed. */
export function unfoldToken(token: Token): Readonly<Record<string, unknown>> {
  return {
    country_code: token.party.countryCode,
    party_id: token.party.partyId,
    uid: token.tokenUid,
    type: token.type,
    contract_id: token.contractId,
    issuer: token.issuer,
    valid: token.valid,
    whitelist: token.whitelist,
    last_updated: token.lastUpdated,
    ...present({ visual_number: token.visualNumber, language: token.language }),
  };
}

/** The body of a real-time authorisation; undefined where none was sent. */
export function foldLocationReferences(input: unknown): ReadResult<LocationReferences | undefined> {
  if (input === undefined || input === null) return { ok: true, value: undefined, findings: [] };
  const read = readObject(locationReferencesSchema, input);
  if (!read.ok) return read;
  const { location_id: locationId, evse_uids: evseUids } = read.value;
  return { ok: true, value: { locationId, evseUids: evseUids ?? [] }, findings: read.findings };
}

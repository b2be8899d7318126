import { type PartyRef, partyRef, sameParty } from '@peregrine/domain';
import { type Call, STATUS } from './answer.ts';
import { invalid, Refusal } from './refusals.ts';

/**
 * The party of a Client Owned Object URL. One that the caller does not hold gets HTTP 404, before
 * the body is looked at (OCPI 2.2.1 transport_and_format, Client Owned Object Push, Errors).
 */
export function ownParty(call: Call): PartyRef {
  const party = partyRef(parameter(call, 'country'), parameter(call, 'party'));
  if (call.partner.parties.some((own) => sameParty(own, party))) return party;
  throw new Refusal({
    http: 404,
    status: STATUS.clientError,
    message: 'country_code and party_id of the URL are none of your CPO roles.',
  });
}

/** An object names the same party and id as its URL does: else OCPI 2001. */
export function sameAsUrl(
  url: { readonly party: PartyRef; readonly id: string },
  body: { readonly party: PartyRef; readonly id: string },
  idField: string,
): void {
  if (url.party.countryCode !== body.party.countryCode)
    throw invalid('/country_code: differs from the URL');
  if (url.party.partyId !== body.party.partyId) throw invalid('/party_id: differs from the URL');
  if (url.id !== body.id) throw invalid(`/${idField}: differs from the URL`);
}

export function parameter(call: Call, name: string): string {
  const value = call.parameters[name];
  if (value === undefined || value === '' || value.length > 255)
    throw invalid(`${name}: missing in the URL`);
  if (value.includes('\0')) throw invalid(`${name}: expected text without NUL`);
  return value;
}

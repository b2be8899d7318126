/**
 * A party of the roaming world: ISO 3166-1 alpha-2 country and a party id of three characters,
 * always together and in upper case (OCPI 2.2.1 credentials, CredentialsRole).
 */
export type PartyRef = { readonly countryCode: string; readonly partyId: string };

/** Folds a party to upper case; the wire compares both codes without case. */
export function partyRef(countryCode: string, partyId: string): PartyRef {
  return { countryCode: countryCode.toUpperCase(), partyId: partyId.toUpperCase() };
}

export function sameParty(a: PartyRef, b: PartyRef): boolean {
  return partyKey(a) === partyKey(b);
}

/** `NL-ABC`: for maps and logs, never shown to a driver. */
export function partyKey(party: PartyRef): string {
  return `${party.countryCode.toUpperCase()}-${party.partyId.toUpperCase()}`;
}

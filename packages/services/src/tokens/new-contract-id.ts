import { randomInt } from 'node:crypto';
import type { PartyRef } from '@peregrine/domain';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** An eMA id without its optional check digit: `NL-PER-C` and eight characters (eMI3, ISO 15118). */
export function newContractId(party: PartyRef): string {
  const instance = Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${party.countryCode}-${party.partyId}-C${instance}`;
}

import { type Instant, type PartyRef, partyRef } from '@peregrine/domain';
import {
  detectVersion,
  FOLDED_VERSIONS,
  type FoldedVersion,
  type FoldOptions,
} from '@peregrine/ocpi/fold';
import { LineError } from '../frame/line-error.ts';
import { isObject, type Sent } from '../frame/sent.ts';

/** How the objects of a line are read. */
export type Context = { readonly version: FoldedVersion; readonly options: FoldOptions };

/** Objects out of a file may lack what only a server needs; prices do not depend on it. */
const NOBODY = partyRef('XX', 'XXX');
const NEVER = '1970-01-01T00:00:00.000Z' as Instant;

/**
 * The `version`, `dialect` (gireve) and `party` of a line. Without a version it is the one that
 * `object`, a tariff or a CDR, seems to be written in.
 */
export function readContext(sent: Sent, object: unknown): Context {
  const { version = detectVersion(object), dialect } = sent;
  const known = FOLDED_VERSIONS.find((it) => it === version);
  if (!known) {
    const expected = `expected one of ${FOLDED_VERSIONS.join(', ')}`;
    throw new LineError('unknown-version', expected, '/version');
  }
  if (dialect !== undefined && dialect !== 'gireve') {
    throw new LineError('unknown-dialect', 'expected gireve', '/dialect');
  }
  return {
    version: known,
    options: { dialect, party: readParty(sent.party), lastUpdated: NEVER },
  };
}

function readParty(party: unknown): PartyRef {
  if (party === undefined) return NOBODY;
  const { country_code: country, party_id: id } = isObject(party) ? party : {};
  if (typeof country === 'string' && typeof id === 'string') return partyRef(country, id);
  throw new LineError('invalid', 'expected {"country_code","party_id"}', '/party');
}

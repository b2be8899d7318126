import type { Cdr } from '@peregrine/domain';
import { foldCdr, type ReadResult } from '@peregrine/ocpi/fold';
import { isObject, type Sent } from '../frame/sent.ts';
import type { Context } from './read-context.ts';

/** Folds a CDR of a line. */
export type FoldCdr = (context: Context, json: Sent) => ReadResult<Cdr>;

export const foldWholeCdr: FoldCdr = ({ version, options }, json) =>
  foldCdr(version, json, options);

/** What no price depends on, by every version's names. */
const STAND_INS: Sent = {
  id: '-',
  currency: 'XXX',
  auth_id: '-',
  auth_method: '-',
  cdr_token: { uid: '-' },
  cdr_location: { id: '-', evse_uid: '-', connector_id: '-' },
  location: { id: '-' },
  total_cost: 0,
  total_energy: 0,
  total_time: 0,
};

/**
 * The same for who only wants its price: quantities, times and tariffs must be there; what else is
 * missing becomes a finding.
 */
export const foldPricedCdr: FoldCdr = (context, json) => {
  const read = foldWholeCdr(context, json);
  if (read.ok) return read;
  const keyOf = (pointer: string) => pointer.split('/')[1] ?? '';
  const decisive = read.problems.filter(({ pointer }) => !Object.hasOwn(STAND_INS, keyOf(pointer)));
  if (decisive.length > 0) return { ok: false, problems: decisive };
  const keys = [...new Set(read.problems.map(({ pointer }) => keyOf(pointer)))];
  const standIns = keys.map((key) => [key, standInFor(key, json[key])] as const);
  const again = foldWholeCdr(context, { ...json, ...Object.fromEntries(standIns) });
  return again.ok ? { ...again, findings: read.problems } : read;
};

function standInFor(key: string, sent: unknown): unknown {
  const standIn = STAND_INS[key];
  return isObject(standIn) && isObject(sent) ? { ...standIn, ...sent } : standIn;
}

import type { Cdr, ChargingPeriod, SignedData, Tariff } from '@peregrine/domain';
import { readPeriod } from '../read/period.ts';
import type { ReadResult } from '../read/read-object.ts';
import { type FoldOptions, isSent, readSent, readSentList, type Sent } from '../read/reading.ts';
import { readSignedData } from '../read/signed-data.ts';
import { foldCdr as foldCdr211 } from '../v211/cdr.fold.ts';
import { foldTariff as foldTariff211 } from '../v211/tariff.fold.ts';
import { foldCdr as foldCdr221 } from '../v221/cdr.fold.ts';
import { foldTariff as foldTariff221 } from '../v221/tariff.fold.ts';
import { foldCdr as foldCdr230 } from '../v230/cdr.fold.ts';
import { foldTariff as foldTariff230 } from '../v230/tariff.fold.ts';

/** The versions whose tariffs and CDRs we read, whether or not we speak them with a partner. */
export const FOLDED_VERSIONS = ['2.1.1', '2.2.1', '2.3.0'] as const;
export type FoldedVersion = (typeof FOLDED_VERSIONS)[number];

/**
 * A Tariff of any version -> domain. `json` is parsed JSON (`parseJson` keeps every digit). Refused
 * with code, reason and JSON pointer only where a price could not be computed rightly from it.
 */
export function foldTariff(
  version: string,
  json: unknown,
  options: FoldOptions = {},
): ReadResult<Tariff> {
  switch (version) {
    case '2.1.1':
      return foldTariff211(json, options);
    case '2.2.1':
      return foldTariff221(json, options);
    case '2.3.0':
      return foldTariff230(json, options);
    default:
      return unknownVersion();
  }
}

/** A CDR of any version -> domain, with the tariffs inside of it; as `foldTariff`. */
export function foldCdr(
  version: string,
  json: unknown,
  options: FoldOptions = {},
): ReadResult<Cdr> {
  switch (version) {
    case '2.1.1':
      return foldCdr211(json, options);
    case '2.2.1':
      return foldCdr221(json, options);
    case '2.3.0':
      return foldCdr230(json, options);
    default:
      return unknownVersion();
  }
}

/** A list of ChargingPeriods of any version, outside of a CDR; pointers begin at the list. */
export function foldPeriods(version: string, json: unknown): ReadResult<readonly ChargingPeriod[]> {
  if (!FOLDED_VERSIONS.some((known) => known === version)) return unknownVersion();
  return readSentList(json, readPeriod);
}

/** SignedData outside of a CDR: one shape in every version that has it. */
export function foldSignedData(json: unknown): ReadResult<SignedData> {
  return readSent(json, {}, readSignedData);
}

function unknownVersion(): ReadResult<never> {
  const reason = `expected one of ${FOLDED_VERSIONS.join(', ')}`;
  const pointer = '/version';
  return { ok: false, problems: [{ code: 'unknown-version', pointer, severity: 'error', reason }] };
}

/**
 * The version that a tariff or a CDR is written in, by what only that version has; undefined where
 * it is neither. GIREVE's 2.1.1 names a party as 2.2 does, and is known by its own fields.
 */
export function detectVersion(json: unknown): FoldedVersion | undefined {
  if (!isSent(json)) return undefined;
  if (json.charging_periods !== undefined) return versionOfCdr(json);
  if (json.elements !== undefined) return versionOfTariff(json);
  return undefined;
}

function versionOfCdr(cdr: Sent): FoldedVersion {
  if (has(cdr.total_cost, 'before_taxes')) return '2.3.0';
  const later = ['cdr_token', 'cdr_location', 'end_date_time'].some((key) => key in cdr);
  return later || has(cdr.total_cost, 'excl_vat') ? '2.2.1' : '2.1.1';
}

function versionOfTariff(tariff: Sent): FoldedVersion {
  if ('tax_included' in tariff) return '2.3.0';
  if ([tariff.min_price, tariff.max_price].some((limit) => has(limit, 'before_taxes')))
    return '2.3.0';
  if (!('country_code' in tariff) || !('party_id' in tariff)) return '2.1.1';
  return hasGireveField(tariff) ? '2.1.1' : '2.2.1';
}

function hasGireveField(tariff: Sent): boolean {
  if ('restriction' in tariff) return true;
  const elements = Array.isArray(tariff.elements) ? tariff.elements : [];
  return elements.some((element: unknown) => {
    const list = isSent(element) ? element.price_components : undefined;
    return Array.isArray(list) && list.some((one) => GIREVE_FIELDS.some((key) => has(one, key)));
  });
}

const GIREVE_FIELDS = ['price_round', 'step_round', 'exact_price_component'];

function has(value: unknown, key: string): boolean {
  return isSent(value) && value[key] !== undefined;
}

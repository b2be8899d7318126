import type { Instant } from '@peregrine/domain';
import { isRefusal, type Note, type SignedRecord } from './signed-record.ts';
import type { MeterKey, SignedContext } from './verification.ts';

/** The keys of the registry for one record. */
export type FoundKeys = {
  /** Whether the registry knows the meter or the place at all. */
  readonly known: boolean;
  readonly inForce: readonly MeterKey[];
  readonly notes: readonly Note[];
};

/**
 * Keys by the serial numbers that the record names; only where the registry has none of these, by
 * the EVSE, or by the meter that the CDR names.
 */
export function findKeys(
  registry: readonly MeterKey[],
  record: SignedRecord,
  context: SignedContext,
): FoundKeys {
  const content = isRefusal(record.content) ? undefined : record.content;
  const serials = new Set(content?.serials.map(flatten));
  const bySerial = registry.filter((key) => isOneOf(key.meterSerial, serials));
  const places = new Set([context.evseId, content?.evseId].map(flatten));
  const meters = new Set([flatten(context.meterId)]);
  const byPlace = registry.filter(
    (key) => isOneOf(key.evseId, places) || isOneOf(key.meterSerial, meters),
  );
  const meant = bySerial.length > 0 ? bySerial : byPlace;
  const at = endOf(record) ?? context.endedAt;
  return {
    known: meant.length > 0,
    inForce: meant.filter((key) => isInForce(key, at)),
    notes: isElsewhere(meant, bySerial.length > 0, serials, context) ? [ELSEWHERE] : [],
  };
}

const ELSEWHERE: Note = {
  code: 'meters-differ',
  text: 'By our registry, the meter of the record is not the one of that EVSE.',
};

function isElsewhere(
  meant: readonly MeterKey[],
  bySerial: boolean,
  serials: ReadonlySet<string>,
  context: SignedContext,
): boolean {
  if (meant.length === 0) return false;
  if (!bySerial) {
    return serials.size > 0 && meant.every((key) => key.meterSerial !== undefined);
  }
  const evse = flatten(context.evseId);
  return evse !== '' && meant.every((key) => key.evseId && flatten(key.evseId) !== evse);
}

function isInForce(key: MeterKey, at: Instant | undefined): boolean {
  if (at === undefined) return true;
  if (key.validFrom !== undefined && at < key.validFrom) return false;
  return key.validTo === undefined || at < key.validTo;
}

/** When the last reading was taken, unless the meter's clock was never set. */
function endOf({ content }: SignedRecord): Instant | undefined {
  if (isRefusal(content)) return;
  return content.readings.findLast(({ at, clock }) => at !== undefined && clock !== 'unknown')?.at;
}

function isOneOf(text: string | undefined, wanted: ReadonlySet<string>): boolean {
  const flat = flatten(text);
  return flat !== '' && wanted.has(flat);
}

/** Serials and EVSE ids are written with and without separators, in any case. */
function flatten(text: string | undefined): string {
  return (text ?? '').toUpperCase().replace(/[^A-Z\d]/g, '');
}

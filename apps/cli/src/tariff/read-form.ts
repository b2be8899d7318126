import {
  type Cdr,
  type ChargingPeriod,
  type Finding,
  type Instant,
  parseInstant,
  type Tariff,
} from '@peregrine/domain';
import { foldPeriods } from '@peregrine/ocpi/fold';
import { LineError } from '../frame/line-error.ts';
import { requireObject } from '../frame/sent.ts';
import { taken } from '../frame/taken.ts';
import { type FoldCdr, foldPricedCdr } from './fold-priced-cdr.ts';
import { readContext } from './read-context.ts';
import { firstTariff, readTariffs } from './read-tariffs.ts';
import { ASSUMED_UTC, type FoundZone, findZone, readZone } from './time-zone.ts';

/** What a line asks to be priced, in the domain's words. Pointers of findings are into the line. */
export type Form = {
  readonly tariffs: readonly Tariff[];
  readonly periods: readonly ChargingPeriod[];
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly zone: FoundZone;
  /** Undefined where the line does not say. */
  readonly reservationExpired: boolean | undefined;
  readonly findings: readonly Finding[];
};

/** A form that is about a CDR. */
export type CdrForm = Form & { readonly cdr: Cdr };

/**
 * Reads `{"version","tariff"|"tariffs","session"}` or `{"version","cdr","tariffs"?,"time_zone"?}`; a
 * CDR by itself is taken too. Throws a LineError on what cannot be read.
 */
export function readForm(line: unknown): Form {
  const sent = requireObject(line, '');
  if (sent.session === undefined) return readCdrForm(sent, foldPricedCdr);
  const session = requireObject(sent.session, '/session');
  const findings: Finding[] = [];
  const context = readContext(sent, firstTariff(sent));
  const tariffs = readTariffs(sent, context, findings);
  if (!tariffs) throw new LineError('missing', 'expected "tariff" or "tariffs"', '/tariff');
  const pointer = '/session/charging_periods';
  return {
    tariffs,
    periods: taken(foldPeriods(context.version, session.charging_periods), pointer, findings),
    startedAt: readInstant(session.start_date_time, '/session/start_date_time'),
    endedAt: readInstant(session.end_date_time, '/session/end_date_time'),
    zone:
      readZone(session.time_zone, '/session/time_zone') ??
      readZone(sent.time_zone, '/time_zone') ??
      ASSUMED_UTC,
    reservationExpired: readFlag(session.reservation_expired, '/session/reservation_expired'),
    findings,
  };
}

/** Reads `{"version","cdr","tariffs"?,"time_zone"?}`, or a CDR by itself. */
export function readCdrForm(line: unknown, fold: FoldCdr): CdrForm {
  const sent = requireObject(line, '');
  const isBare = sent.cdr === undefined && sent.charging_periods !== undefined;
  if (!isBare && sent.cdr === undefined) {
    throw new LineError('unknown-form', 'expected a "session" or a "cdr"');
  }
  const around = isBare ? {} : sent;
  const pointer = isBare ? '' : '/cdr';
  const json = requireObject(isBare ? sent : sent.cdr, pointer);
  const findings: Finding[] = [];
  const context = readContext(around, json);
  const cdr = taken(fold(context, json), pointer, findings);
  return {
    cdr,
    tariffs: readTariffs(around, context, findings) ?? cdr.tariffs,
    periods: cdr.periods,
    startedAt: cdr.startedAt,
    endedAt: cdr.endedAt,
    zone: readZone(around.time_zone, '/time_zone') ?? findZone(cdr),
    reservationExpired: readFlag(around.reservation_expired, '/reservation_expired'),
    findings,
  };
}

function readInstant(value: unknown, pointer: string): Instant {
  const instant = typeof value === 'string' ? parseInstant(value) : undefined;
  if (instant) return instant;
  throw new LineError('invalid', 'expected a date-time', pointer);
}

function readFlag(value: unknown, pointer: string): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return value;
  throw new LineError('invalid', 'expected true or false', pointer);
}

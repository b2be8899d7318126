import { type ClockState, type Instant, parseInstant } from '@peregrine/domain';

const TIME =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[,.](\d{1,9}))?\s*(Z|[+-]\d\d(?::?\d\d)?)?(?:\s+([A-Z]))?$/i;

const CLOCKS: Record<string, ClockState> = {
  S: 'synchronised',
  R: 'relative',
  I: 'informative',
  U: 'unknown',
};

const FIRST_RECORDS = '2010-01-01';

/** A time and how far it may be believed; `localTime` where no offset from UTC was written. */
export type RecordTime = {
  readonly at?: Instant;
  readonly localTime?: string;
  readonly clock?: ClockState;
};

/** Reads `2018-07-24T13:22:04,000+0200 S` (OCMF, TM). */
export function readTime(text: string): RecordTime | undefined {
  const match = TIME.exec(text.trim());
  if (!match) return;
  const [, day, time, fraction = '', zone, state = ''] = match;
  const clock = CLOCKS[state.toUpperCase()];
  const known = clock && { clock };
  if (zone === undefined) return { localTime: `${day}T${time}`, ...known };
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  const at = parseInstant(`${day}T${time}.${milliseconds}${withColon(zone)}`);
  return at && believed(at, clock);
}

/** A time of before meters signed anything was counted from a clock that nobody set. */
export function believed(at: Instant, clock?: ClockState): RecordTime {
  if (at < FIRST_RECORDS) return { at, clock: 'unknown' };
  return clock ? { at, clock } : { at };
}

function withColon(zone: string): string {
  if (/^z$/i.test(zone)) return 'Z';
  return `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
}

import { type Finding, type Instant, parseInstant } from '@peregrine/domain';

/** Before this no station of ours was built: a clock that says less was never set. */
const OLDEST = '2015-01-01T00:00:00.000Z';

/**
 * Reads a time of a station's clock. Stations with an empty battery send 1970 or the year 0001:
 * such a time is undefined with a finding, and the receiver takes its own.
 */
export function readStationTime(
  value: unknown,
  pointer: string,
): { at?: Instant; findings: Finding[] } {
  if (value === undefined) return { findings: [] };
  const at = typeof value === 'string' ? parseInstant(value) : undefined;
  if (at === undefined) return { findings: [timeFinding('timestamp-unreadable', pointer, value)] };
  if (at < OLDEST) return { findings: [timeFinding('clock-not-set', pointer, value)] };
  return { at, findings: [] };
}

function timeFinding(code: string, pointer: string, value: unknown): Finding {
  return {
    code,
    pointer,
    severity: 'warning',
    reason: 'The time of receipt is used instead.',
    claimed: String(value).slice(0, 64),
  };
}

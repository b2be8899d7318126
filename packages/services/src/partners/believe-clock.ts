import { type Finding, type Folded, type Instant, instantOf } from '@peregrine/domain';

/** Clocks and zones of the field are wrong by hours; what is a day ahead was never read from one. */
const AHEAD_AT_MOST_MS = 24 * 3_600_000;

const AHEAD: Finding = {
  code: 'clock-ahead',
  pointer: '/last_updated',
  severity: 'warning',
  reason: 'last_updated is far in the future; taken as the time of receipt',
};

/**
 * The newer `last_updated` wins, so one from the far future would win for ever: an EVSE would stay
 * occupied, a session never end, a price never change. Such a time, at any depth of an object,
 * becomes the time of receipt, with a finding; every other object is answered as it came.
 */
export function believeClock<T>(items: readonly Folded<T>[], now: Date): readonly Folded<T>[] {
  const latest = instantOf(new Date(now.getTime() + AHEAD_AT_MOST_MS));
  return items.map((item) => {
    const value = believed(item.value, latest, instantOf(now));
    return value === item.value ? item : { value: value as T, findings: [...item.findings, AHEAD] };
  });
}

function believed(value: unknown, latest: Instant, now: Instant): unknown {
  if (Array.isArray(value)) {
    const elements = value.map((element) => believed(element, latest, now));
    return elements.some((element, index) => element !== value[index]) ? elements : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  let changed: Record<string, unknown> | undefined;
  for (const [key, entry] of Object.entries(value)) {
    const isAhead = key === 'lastUpdated' && typeof entry === 'string' && entry > latest;
    const kept = isAhead ? now : believed(entry, latest, now);
    if (kept !== entry) changed = { ...(changed ?? value), [key]: kept };
  }
  return changed ?? value;
}

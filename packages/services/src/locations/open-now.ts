import type { OpeningTimes } from '@peregrine/domain';

/** Whether a place is open at a time, by its regular hours in its own zone. */
export function openNow(
  times: OpeningTimes | undefined,
  timeZone: string,
  at: Date,
): 'open' | 'closed' | 'unknown' {
  if (!times) return 'unknown';
  if (times.twentyFourSeven) return 'open';
  if (times.regularHours.length === 0) return 'unknown';
  const { weekday, time } = localTime(timeZone, at);
  const open = times.regularHours.some(
    (hours) =>
      hours.weekday === weekday &&
      hours.periodBegin <= time &&
      (time < hours.periodEnd || hours.periodEnd === '00:00'),
  );
  return open ? 'open' : 'closed';
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function localTime(timeZone: string, at: Date): { weekday: number; time: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return {
    weekday: DAYS.indexOf(part('weekday')) + 1,
    time: `${part('hour')}:${part('minute')}`,
  };
}

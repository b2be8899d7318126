import type { Instant } from '@peregrine/domain';
import { formatAge } from '../format/time.ts';

/**
 * A moment in the zone of its site; hovered, the zone's name and the moment in UTC. `short` leaves
 * out the year where it is this one.
 */
export function SiteTime({
  at,
  timeZone,
  locale,
  seconds = false,
  short = false,
}: {
  readonly at: Instant;
  readonly timeZone: string;
  readonly locale: string;
  readonly seconds?: boolean;
  readonly short?: boolean;
}) {
  const year = !short || !isThisYear(at);
  return (
    <time dateTime={at} title={`${timeZone} · ${utcText(at)}`} className="tabular">
      {formatMoment(at, timeZone, locale, { seconds, year })}
    </time>
  );
}

/** How long ago, for what has no site; hovered, the moment in UTC. */
export function AgeTime({
  at,
  now,
  locale,
}: {
  readonly at: Instant;
  readonly now: number;
  readonly locale: string;
}) {
  return (
    <time dateTime={at} title={utcText(at)} className="tabular">
      {formatAge(at, now, locale)}
    </time>
  );
}

function isThisYear(at: Instant): boolean {
  return at.startsWith(new Date().toISOString().slice(0, 4));
}

/** `20 Nov 2026, 14:05:09`, each end as far as it is wanted. */
export function formatMoment(
  at: Instant,
  timeZone: string,
  locale: string,
  { seconds = false, year = true }: { readonly seconds?: boolean; readonly year?: boolean } = {},
): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month: 'short',
    ...(year && { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds && { second: '2-digit' }),
    hourCycle: 'h23',
    timeZone,
  }).format(new Date(at));
}

/** `2026-11-20 13:05:09 UTC` */
export function utcText(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

import type { ChargingPeriod } from '@peregrine/domain';
import { type DescribedPart, describeSession, type PricedSession } from '@peregrine/pricing';

/** A charging period of the answer, in the order of the line. */
export function periodsOf(session: PricedSession, periods: readonly ChargingPeriod[]): object[] {
  const parts = describeSession(session).parts;
  return periods.map((period, index) => ({
    index,
    startedAt: period.startedAt,
    parts: parts.filter((part: DescribedPart) => part.because.periods.includes(index)),
  }));
}

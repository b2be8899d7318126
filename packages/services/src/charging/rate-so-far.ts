import { type RatedCharge, rateCharge, vatPercent } from '@peregrine/billing';
import type { PriceBasis } from '@peregrine/db';
import {
  add,
  type ChargingPeriod,
  compare,
  dateOf,
  divide,
  exact,
  exactOf,
  type Instant,
  instantOf,
  multiply,
  roundHalfUp,
  type Session,
  subtract,
  sum,
  toDecimal,
  ZERO,
} from '@peregrine/domain';

/**
 * The instant up to which a session is told: its end, else the newest of its own timestamps or the
 * end of its last period as far as that can be told. No clock of ours: a station's clock may be
 * hours away.
 */
export function measuredAt(session: Session): Instant {
  if (session.endedAt) return session.endedAt;
  const last = session.periods.at(-1);
  const told = last ? endOfOpenPeriod(last) : session.startedAt;
  const isAhead = told > session.lastUpdated;
  return isAhead ? told : session.lastUpdated;
}

/**
 * A period lasts until the next one starts (OCPI mod_cdrs, ChargingPeriod); the last one of a
 * running session at least as long as it says, or as its energy takes at its own power.
 */
function endOfOpenPeriod({ startedAt, dimensions }: ChargingPeriod): Instant {
  const volume = (wanted: string) => {
    const found = dimensions.find(({ type }) => type === wanted);
    return found ? exactOf(found.volume) : ZERO;
  };
  const power = volume('POWER');
  const hours = [
    volume('TIME'),
    volume('PARKING_TIME'),
    ...(power.num > 0n ? [divide(volume('ENERGY'), power)] : []),
  ].reduce((longest, one) => (compare(one, longest) > 0 ? one : longest));
  const milliseconds = roundHalfUp(multiply(hours, exact(3_600_000n)), 0);
  return instantOf(new Date(dateOf(startedAt).getTime() + Number(milliseconds)));
}

/**
 * What a session costs so far, as the receipt will rate its CDR: an estimate, since the record may
 * differ. Undefined while anything that it needs is unknown.
 */
export function rateSoFar(basis: PriceBasis, session: Session): RatedCharge | undefined {
  const { tariff, plan, country, timeZone } = basis;
  if (!tariff || !plan || !country || !timeZone) return undefined;
  const rated = rateCharge({
    tariff,
    plan,
    site: basis.site,
    vatPercent: basis.vatPercent ?? vatPercent(country, session.startedAt),
    periods: completePeriods(session),
    startedAt: session.startedAt,
    endedAt: measuredAt(session),
    timeZone,
  });
  return rated.kind === 'rated' ? rated : undefined;
}

/**
 * The session's periods with all of its energy: partners may raise `kwh` without telling a period,
 * or send no periods at all.
 */
export function completePeriods(session: Session): readonly ChargingPeriod[] {
  const told = sum(
    session.periods.flatMap(({ dimensions }) =>
      dimensions.filter(({ type }) => type === 'ENERGY').map(({ volume }) => exactOf(volume)),
    ),
  );
  const missing = subtract(exactOf(session.energyKwh), told);
  if (compare(missing, ZERO) <= 0) return session.periods;
  const last = session.periods.at(-1);
  const energy = { type: 'ENERGY', volume: toDecimal(missing) };
  if (!last) return [{ startedAt: session.startedAt, dimensions: [energy] }];
  const others = last.dimensions.filter(({ type }) => type !== 'ENERGY');
  const own = last.dimensions.find(({ type }) => type === 'ENERGY');
  const volume = own ? toDecimal(add(exactOf(own.volume), missing)) : energy.volume;
  const completed = { ...last, dimensions: [...others, { type: 'ENERGY', volume }] };
  return [...session.periods.slice(0, -1), completed];
}

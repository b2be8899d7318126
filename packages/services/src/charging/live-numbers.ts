import {
  type ChargingPeriod,
  compare,
  type Decimal,
  divide,
  exact,
  exactOf,
  type Instant,
  instantOf,
  millisecondsBetween,
  multiply,
  type Session,
  sum,
  toDecimal,
  ZERO,
} from '@peregrine/domain';
import type { ChargeView } from '../views/charge.ts';
import { measuredAt } from './rate-so-far.ts';

const CURVE_POINTS = 120;
const HOUR_MS = 3_600_000n;

type Live = NonNullable<ChargeView['live']>;

/** A running session as numbers for the screen: all times are the operator's own. */
export function liveNumbers(session: Session, receivedAt: Date): Live {
  const at = measuredAt(session);
  const curve = powerCurve(session, at);
  const parkedMs = sum(
    volumesOf(session.periods, 'PARKING_TIME').map((hours) =>
      multiply(exactOf(hours), exact(HOUR_MS)),
    ),
  );
  const power = session.status === 'ACTIVE' ? curve.at(-1)?.powerKw : undefined;
  return {
    energyKwh: session.energyKwh,
    ...(power === undefined ? {} : { powerKw: power }),
    durationSeconds: Math.max(0, Math.round(millisecondsBetween(session.startedAt, at) / 1000)),
    parkedSeconds: Math.round(Number(parkedMs.num / parkedMs.den) / 1000),
    measuredAt: at,
    receivedAt: instantOf(receivedAt),
    curve: thin(curve),
  };
}

/**
 * Power over time, one point a period at its start: as told (POWER, the average of the period in
 * kW), else its energy over its length (OCPI mod_cdrs, CdrDimensionType).
 */
function powerCurve(session: Session, end: Instant): Live['curve'] {
  return session.periods.flatMap((period, index) => {
    const until = session.periods[index + 1]?.startedAt ?? end;
    const powerKw = toldPower(period) ?? averagePower(period, until);
    return powerKw === undefined ? [] : [{ at: period.startedAt, powerKw }];
  });
}

function toldPower({ dimensions }: ChargingPeriod): Decimal | undefined {
  const told =
    dimensions.find(({ type }) => type === 'POWER') ??
    dimensions.find(({ type }) => type === 'MAX_POWER');
  return told?.volume;
}

function averagePower(period: ChargingPeriod, until: Instant): Decimal | undefined {
  const lengthMs = millisecondsBetween(period.startedAt, until);
  const energy = sum(volumesOf([period], 'ENERGY').map(exactOf));
  const parked = period.dimensions.some(({ type }) => type === 'PARKING_TIME');
  if (lengthMs <= 0 || (compare(energy, ZERO) === 0 && !parked)) return undefined;
  const hours = exact(BigInt(Math.round(lengthMs)), HOUR_MS);
  return toDecimal(divide(energy, hours), 3);
}

function volumesOf(periods: readonly ChargingPeriod[], wanted: string): Decimal[] {
  return periods.flatMap(({ dimensions }) =>
    dimensions.filter(({ type }) => type === wanted).map(({ volume }) => volume),
  );
}

/** Every n-th point, always with the last one. */
function thin(curve: Live['curve']): Live['curve'] {
  if (curve.length <= CURVE_POINTS) return curve;
  const step = Math.ceil(curve.length / CURVE_POINTS);
  return curve.filter((_, index) => (curve.length - 1 - index) % step === 0);
}

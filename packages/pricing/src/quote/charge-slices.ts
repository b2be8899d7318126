import {
  add,
  compare,
  type Decimal,
  divide,
  type Exact,
  exact,
  exactOf,
  multiply,
  roundHalfUp,
  subtract,
} from '@peregrine/domain';
import type { QuoteInput, QuoteVehicle, Unquotable, UnquotableReason } from './types.ts';

/** Energy taken at one power: mWh and mW. */
export type ChargeSlice = { readonly energyMwh: bigint; readonly powerMw: bigint };

const HUNDRED = exact(100n);

/** What is charged, slice by slice: a slice a percent of the battery where the power depends on it. */
export function chargeSlices(
  input: Pick<QuoteInput, 'charge' | 'connector' | 'vehicle'>,
): readonly ChargeSlice[] | Unquotable {
  const { charge, vehicle } = input;
  const limit = powerLimit(input);
  if (limit.num <= 0n) return unquotable('no-power', 'connector or vehicle takes no power');
  if ('energyKwh' in charge) return slicesOf([{ energy: exactOf(charge.energyKwh), power: limit }]);
  if (vehicle?.batteryKwh === undefined) {
    return unquotable('no-battery', 'a state of charge without the size of the battery');
  }
  const perPercent = divide(exactOf(vehicle.batteryKwh), HUNDRED);
  const from = percentOf(charge.fromPercent);
  const to = percentOf(charge.toPercent);
  return slicesOf(
    percentSteps(from, to).map(([low, high]) => ({
      energy: multiply(perPercent, subtract(high, low)),
      power: lower(limit, curvePower(vehicle, divide(add(low, high), exact(2n)))),
    })),
  );
}

function powerLimit({ connector, vehicle }: Pick<QuoteInput, 'connector' | 'vehicle'>): Exact {
  const most = vehicle?.maxPowerKw;
  const given = exactOf(connector.maxPowerKw);
  return lower(given, most === undefined ? undefined : exactOf(most));
}

function lower(a: Exact, b: Exact | undefined): Exact {
  return b !== undefined && compare(b, a) < 0 ? b : a;
}

function percentOf(value: Decimal): Exact {
  const percent = exactOf(value);
  if (percent.num < 0n) return exact(0n);
  return lower(HUNDRED, percent);
}

/** Whole percents between two states of charge, with the parts at both ends. */
function percentSteps(from: Exact, to: Exact): readonly (readonly [Exact, Exact])[] {
  const steps: [Exact, Exact][] = [];
  let low = from;
  while (compare(low, to) < 0) {
    const high = lower(to, exact(low.num / low.den + 1n));
    steps.push([low, high]);
    low = high;
  }
  return steps;
}

/** On the line between the two points around a state of charge; level before and after them all. */
function curvePower({ curve = [] }: QuoteVehicle, percent: Exact): Exact | undefined {
  const points = curve.map((it) => ({ at: exactOf(it.percent), power: exactOf(it.powerKw) }));
  const next = points.findIndex(({ at }) => compare(at, percent) >= 0);
  const [before, after] = next < 0 ? [points.at(-1), undefined] : [points[next - 1], points[next]];
  if (!before || !after) return (before ?? after)?.power;
  const share = divide(subtract(percent, before.at), subtract(after.at, before.at));
  return add(before.power, multiply(subtract(after.power, before.power), share));
}

type Step = { readonly energy: Exact; readonly power: Exact };

/** Joins steps of one power, so that they are rounded to mWh together. */
function slicesOf(steps: readonly Step[]): readonly ChargeSlice[] | Unquotable {
  const joined: Step[] = [];
  for (const step of steps) {
    const last = joined.at(-1);
    if (last && compare(last.power, step.power) === 0) {
      joined[joined.length - 1] = { ...last, energy: add(last.energy, step.energy) };
    } else joined.push(step);
  }
  const slices = joined.map(({ energy, power }) => ({
    energyMwh: roundHalfUp(energy, 6),
    powerMw: roundHalfUp(power, 6),
  }));
  const charged = slices.filter(({ energyMwh }) => energyMwh > 0n);
  if (charged.length === 0) return unquotable('no-energy', 'nothing to charge');
  if (charged.some(({ powerMw }) => powerMw <= 0n)) {
    return unquotable('no-power', 'the vehicle takes no power before it is charged');
  }
  return charged;
}

export function unquotable(reason: UnquotableReason, detail: string): Unquotable {
  return { kind: 'unquotable', reason, detail };
}

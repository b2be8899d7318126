import { decimal, exactOf, roundHalfUp } from '@peregrine/domain';
import { chargeSlices } from '../quote/charge-slices.ts';
import type { Unquotable } from '../quote/types.ts';
import type { Random } from './random.ts';
import type { GenerateInput, GenerateLoad } from './types.ts';

/** A while at one power (mW), and what a CDR counts it as. */
export type Stretch = {
  readonly counts: 'RESERVATION_TIME' | 'TIME' | 'PARKING_TIME';
  readonly seconds: bigint;
  readonly powerMw: bigint;
};

/** What happens, in order: held, charged, left plugged in. */
export function planStretches(
  input: Pick<GenerateInput, 'load' | 'reservation'>,
  random: Random,
): readonly Stretch[] | Unquotable {
  const { reservation } = input;
  const held: readonly Stretch[] = reservation
    ? [{ counts: 'RESERVATION_TIME', seconds: wholeSeconds(reservation.seconds), powerMw: 0n }]
    : [];
  if (reservation?.expired) return held;
  const charged = chargeOf(input.load ?? drawLoad(random));
  return 'kind' in charged ? charged : [...held, ...charged].filter(({ seconds }) => seconds > 0n);
}

function chargeOf(load: GenerateLoad): readonly Stretch[] | Unquotable {
  if ('curve' in load) {
    return load.curve.map(({ seconds, powerKw }) => {
      const powerMw = roundHalfUp(exactOf(powerKw), 6);
      const counts = powerMw === 0n ? 'PARKING_TIME' : 'TIME';
      return { counts, seconds: wholeSeconds(seconds), powerMw };
    });
  }
  const slices = chargeSlices(load);
  if ('kind' in slices) return slices;
  const stay = wholeSeconds(load.staySeconds ?? 0);
  return [
    ...slices.map(({ energyMwh, powerMw }): Stretch => {
      const seconds = (energyMwh * 3_600n + powerMw - 1n) / powerMw;
      return { counts: 'TIME', seconds, powerMw };
    }),
    { counts: 'PARKING_TIME', seconds: stay, powerMw: 0n },
  ];
}

function wholeSeconds(seconds: number): bigint {
  return BigInt(Math.max(0, Math.trunc(seconds)));
}

const POINTS_KW = ['11', '22', '50', '150'];

/** Some car at some point: flat to 80 percent, then falling to a quarter. */
function drawLoad(random: Random): GenerateLoad {
  const most = POINTS_KW[random.below(POINTS_KW.length)] ?? '11';
  const from = 5 + random.below(55);
  const quarter = String(Number(most) / 4);
  return {
    charge: {
      fromPercent: decimal(String(from)),
      toPercent: decimal(String(from + 1 + random.below(100 - from))),
    },
    connector: { maxPowerKw: decimal(most) },
    vehicle: {
      batteryKwh: decimal(String(40 + random.below(60))),
      curve: [
        { percent: decimal('80'), powerKw: decimal(most) },
        { percent: decimal('100'), powerKw: decimal(quarter) },
      ],
    },
    staySeconds: random.below(3) === 0 ? 0 : random.below(5_400),
  };
}

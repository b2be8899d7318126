import {
  add,
  type Cdr,
  type ChargingPeriod,
  exactOf,
  type Instant,
  instantOf,
  sum,
  toDecimal,
} from '@peregrine/domain';
import { priceSession } from '../price/price-session.ts';
import type { PriceSessionInput } from '../price/types.ts';
import { zoneClock } from '../price/zone-clock.ts';
import { claimCosts } from './claim-costs.ts';
import { cutPeriods, instantAfter } from './cut-periods.ts';
import { type Meter, meterOf } from './meter.ts';
import { planStretches } from './plan-stretches.ts';
import { type Random, randomOf } from './random.ts';
import {
  losePeriod,
  overlapPeriods,
  raisePrices,
  tellLocalTime,
  tellWallClock,
} from './spoil-session.ts';
import type { GenerateInput, GenerateResult, Ungenerable } from './types.ts';

/** The longest record, which keeps the work small. */
const LONGEST_SECONDS = 31n * 86_400n;

/**
 * A CDR as an operator would send it: a charge is simulated second by second, cut into periods at
 * every instant that may change its price, and priced by `priceSession`. With a `mistake` it is wrong
 * in that one way, and `honest` is what it should have been.
 */
export function generate(input: GenerateInput): GenerateResult {
  if (!zoneClock(input.timeZone)) {
    return ungenerable('time-zone', `unknown time zone ${input.timeZone}`);
  }
  const stretches = planStretches(input, randomOf(input.seed));
  if ('kind' in stretches) return ungenerable(stretches.reason, stretches.detail);
  const meter = meterOf(stretches);
  if (meter.endsAt === 0n) return ungenerable('no-energy', 'nothing happens');
  if (meter.endsAt > LONGEST_SECONDS) return ungenerable('too-long', 'more than 31 days');
  const honest = recordOf(input, sessionOf(input, meter));
  if ('kind' in honest || input.mistake === undefined) return answer(honest, honest);
  return answer(mistaken(input, meter, honest), honest);
}

function answer(cdr: Cdr | Ungenerable, honest: Cdr | Ungenerable): GenerateResult {
  if ('kind' in cdr) return cdr;
  return 'kind' in honest ? honest : { kind: 'generated', cdr, honest };
}

function sessionOf(input: GenerateInput, meter: Meter, split = true): PriceSessionInput {
  const { tariff, nextTariff, timeZone, reservation } = input;
  const startedAt = instantOf(new Date(Math.floor(Date.parse(input.startedAt) / 1_000) * 1_000));
  return {
    tariffs: nextTariff ? [tariff, nextTariff.tariff] : [tariff],
    periods: cutPeriods(meter, { ...input, startedAt }, split),
    startedAt,
    endedAt: instantAfter(startedAt, meter.endsAt),
    timeZone,
    ...(reservation?.expired && { reservationExpired: true }),
  };
}

function mistaken(input: GenerateInput, meter: Meter, honest: Cdr): Cdr | Ungenerable {
  const { mistake, tariff, otherTariff = raisePrices(tariff) } = input;
  const right = sessionOf(input, meter);
  const random = randomOf(~input.seed);
  switch (mistake) {
    case 'no-split':
      return recordOf(input, sessionOf(input, meter, false));
    case 'time-as-wall-clock':
      return recordOf(input, tellWallClock(right));
    case 'two-decimal-hours': {
      const short = sessionOf({ ...input, hourDecimals: 2 }, meter);
      return recordOf(input, { ...short, policy: { hours: 'as-sent' } });
    }
    case 'overlapping-periods':
      return recordOf(input, overlapPeriods(right, random));
    case 'missing-period':
      return { ...honest, periods: losePeriod(right, random).periods };
    case 'local-as-utc': {
      const { startedAt, endedAt, periods } = tellLocalTime(right);
      return { ...honest, startedAt, endedAt, periods };
    }
    case 'wrong-tariff':
      return recordOf(input, { ...right, tariffs: [otherTariff, ...right.tariffs.slice(1)] });
    default:
      return recordOf(input, right, true);
  }
}

/** The record of a session at its own price; `claimWrongly` lets the mistake be in the amounts. */
function recordOf(
  input: GenerateInput,
  session: PriceSessionInput,
  claimWrongly = false,
): Cdr | Ungenerable {
  const priced = priceSession(session);
  if (priced.kind === 'unpriceable') return ungenerable(priced.reason, priced.detail);
  const { tariffs, periods, startedAt, endedAt } = session;
  const { tariff, claimDecimals = 10 } = input;
  const mistake = claimWrongly ? input.mistake : undefined;
  const claims = claimCosts(priced.result, tariffs, claimDecimals, mistake);
  if (!claims) return ungenerable('net-unknown', 'the amount before tax is not known');
  const [time, parking] = [volumeOf(periods, 'TIME'), volumeOf(periods, 'PARKING_TIME')];
  return {
    ...identityOf(input, startedAt, randomOf(input.seed + 1)),
    party: tariff.party,
    startedAt,
    endedAt,
    currency: tariff.currency,
    tariffs,
    periods,
    ...claims,
    totalEnergyKwh: toDecimal(volumeOf(periods, 'ENERGY')),
    totalTimeHours: toDecimal(add(time, parking)),
    ...(parking.num !== 0n && { totalParkingTimeHours: toDecimal(parking) }),
    credit: false,
    lastUpdated: endedAt,
  };
}

function volumeOf(periods: readonly ChargingPeriod[], type: string) {
  const all = periods.flatMap(({ dimensions }) => dimensions.filter((it) => it.type === type));
  return sum(all.map(({ volume }) => exactOf(volume)));
}

function identityOf({ tariff, identity }: GenerateInput, startedAt: Instant, random: Random) {
  const { countryCode, partyId } = tariff.party;
  const id = `${startedAt.slice(0, 10).replaceAll('-', '')}-${random.hex(12)}`;
  const evse = random.hex(6).toUpperCase();
  return {
    cdrId: `CDR-${id}`,
    sessionId: `SES-${id}`,
    token: {
      party: { countryCode: 'DE', partyId: 'PER' },
      tokenUid: random.hex(14).toUpperCase(),
      type: 'RFID',
      contractId: `DE-PER-C${random.hex(8).toUpperCase()}`,
    },
    authMethod: 'AUTH_REQUEST',
    location: {
      locationId: `LOC-${evse.slice(0, 3)}`,
      evseUid: `EVSE-${evse}`,
      evseId: `${countryCode}*${partyId}*E${evse}`,
      connectorId: '1',
      country: countryCode,
    },
    ...identity,
  } as const;
}

function ungenerable(reason: Ungenerable['reason'], detail: string): Ungenerable {
  return { kind: 'ungenerable', reason, detail };
}

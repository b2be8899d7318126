import type { Decimal, Exact, PriceComponent, Tariff, TariffRestrictions } from '@peregrine/domain';
import { add, compare, divide, exact, exactOf, instantOf, multiply, ZERO } from '@peregrine/domain';
import { localTime } from './local-time.ts';
import type { RandomCase, TruePeriod } from './random-session.fixture.ts';

/**
 * A second evaluator, for the tests alone: it knows what really happened instead of what was told,
 * reads the rules as prose, keeps a ledger by component instead of stretches, and asks `Intl` for
 * every wall clock. Undefined: no price.
 */
export function naivePrice({ input, truth }: RandomCase): NaivePrice | undefined {
  const session = { ...input, truth, expired: hasExpired({ input, truth }) };
  const ledger: Entry[] = [];
  const used: Tariff[] = [];
  for (const [index, period] of truth.entries()) {
    const tariff = tariffOf(session, period);
    if (!tariff) return undefined;
    if (!used.includes(tariff)) used.push(tariff);
    for (const kind of KINDS) {
      const quantity = kind.quantity(period, session.expired);
      if (quantity.num === 0n) continue;
      const found = findComponent(tariff, kind, momentOf(session, index), session.expired);
      if (found === 'cannot be told') return undefined;
      if (found) enter(ledger, { kind, tariff, ...found, quantity });
    }
  }
  return total(ledger, used);
}

export type NaivePrice = { readonly excl: Exact | undefined; readonly incl: Exact | undefined };

type Session = RandomCase['input'] & {
  readonly truth: readonly TruePeriod[];
  readonly expired: boolean;
};

type Kind = {
  readonly name: string;
  readonly dimension: PriceComponent['dimension'];
  readonly reservation?: (expired: boolean) => readonly string[];
  readonly isFlat?: boolean;
  /** Wh and seconds to the price's own unit. */
  readonly quantity: (period: TruePeriod, expired: boolean) => Exact;
};

type Entry = {
  readonly kind: Kind;
  readonly tariff: Tariff;
  readonly element: number;
  readonly component: PriceComponent;
  quantity: Exact;
};

const hours = (seconds: number) => exact(BigInt(seconds), 3_600n);
const once = (due: boolean) => (due ? exact(1n) : ZERO);
const isCharge = (it: TruePeriod) => it.reservationSeconds === 0;

const KINDS: readonly Kind[] = [
  { name: 'energy', dimension: 'ENERGY', quantity: (it) => exact(BigInt(it.energyWh), 1_000n) },
  { name: 'charging', dimension: 'TIME', quantity: (it) => hours(it.chargingSeconds) },
  { name: 'parking', dimension: 'PARKING_TIME', quantity: (it) => hours(it.parkingSeconds) },
  {
    name: 'connected',
    dimension: 'SESSION_TIME',
    quantity: (it) => hours(it.chargingSeconds + it.parkingSeconds),
  },
  { name: 'start', dimension: 'FLAT', isFlat: true, quantity: (it) => once(isCharge(it)) },
  {
    name: 'reserved',
    dimension: 'TIME',
    reservation: (expired) => (expired ? ['RESERVATION_EXPIRES', 'RESERVATION'] : ['RESERVATION']),
    quantity: (it) => hours(it.reservationSeconds),
  },
  {
    name: 'reservation fee',
    dimension: 'FLAT',
    isFlat: true,
    reservation: () => ['RESERVATION'],
    quantity: (it) => once(!isCharge(it)),
  },
  {
    name: 'expiry fee',
    dimension: 'FLAT',
    isFlat: true,
    reservation: () => ['RESERVATION_EXPIRES'],
    quantity: (it, expired) => once(!isCharge(it) && expired),
  },
];

function hasExpired({ input, truth }: RandomCase): boolean {
  return input.reservationExpired ?? !truth.some(isCharge);
}

function tariffOf(session: Session, { tariffId }: TruePeriod): Tariff | undefined {
  const { tariffs, startedAt } = session;
  const starting = {
    at: Date.parse(startedAt),
    before: ZERO,
    elapsed: 0,
    flows: {},
    zone: session.timeZone,
  };
  const points = (it: Tariff) =>
    (it.startsAt === undefined || it.startsAt <= startedAt ? 4 : 0) + (it.restrictions ? 2 : 0);
  const ranked = tariffs
    .filter((it) => !it.restrictions || holds(it.restrictions, starting) === true)
    .toSorted((a, b) => points(b) - points(a));
  if (tariffId === undefined || tariffs.length === 1) return ranked[0];
  return tariffs.find((it) => it.tariffId === tariffId);
}

type Moment = {
  readonly at: number;
  readonly before: Exact;
  readonly elapsed: number;
  readonly flows: Readonly<Record<string, number>>;
  readonly zone: string;
};

function momentOf(session: Session, index: number): Moment {
  const { truth } = session;
  const period = truth[index];
  if (!period) throw new Error('no such period');
  const before = truth.slice(0, index).reduce((wh, it) => wh + it.energyWh, 0);
  const begin = isCharge(period)
    ? (truth.find(isCharge)?.startMs ?? 0)
    : Date.parse(session.startedAt);
  return {
    at: period.startMs,
    before: exact(BigInt(before), 1_000n),
    elapsed: (period.startMs - begin) / 1_000,
    flows: period.flows,
    zone: session.timeZone,
  };
}

type Found = { readonly element: number; readonly component: PriceComponent };

function findComponent(
  tariff: Tariff,
  kind: Kind,
  moment: Moment,
  expired: boolean,
): Found | 'cannot be told' | undefined {
  for (const reservation of kind.reservation?.(expired) ?? [undefined]) {
    for (const [element, { components, restrictions }] of tariff.elements.entries()) {
      if (restrictions?.reservation !== reservation) continue;
      const component = components.find((it) => it.dimension === kind.dimension);
      if (!component && tariff.elementChoice === 'per-dimension') continue;
      const verdict = holds(restrictions ?? {}, moment);
      if (verdict === 'cannot be told') return verdict;
      if (verdict) return component && { element, component };
    }
  }
  return undefined;
}

/** Every restriction by itself; one that fails decides, even beside one that cannot be told. */
function holds(it: TariffRestrictions, moment: Moment): boolean | 'cannot be told' {
  const local = () => localTime(instantOf(new Date(moment.at)), moment.zone);
  const verdicts = [
    it.startDate === undefined || local().date >= it.startDate,
    it.endDate === undefined || local().date < it.endDate,
    !it.daysOfWeek?.length || it.daysOfWeek.includes(local().weekday),
    it.startTime === it.endTime || isTimeOfDay(local().time, it.startTime, it.endTime),
    it.minKwh === undefined || compare(moment.before, exactOf(it.minKwh)) >= 0,
    it.maxKwh === undefined || compare(moment.before, exactOf(it.maxKwh)) < 0,
    it.minDurationSeconds === undefined || moment.elapsed >= it.minDurationSeconds,
    it.maxDurationSeconds === undefined || moment.elapsed < it.maxDurationSeconds,
    isFlow(it.minPowerKw, it.maxPowerKw, moment.flows.MIN_POWER, moment.flows.MAX_POWER),
    isFlow(it.minCurrentA, it.maxCurrentA, moment.flows.CURRENT, moment.flows.CURRENT),
  ];
  if (verdicts.includes(false)) return false;
  return verdicts.includes('cannot be told') ? 'cannot be told' : true;
}

function isTimeOfDay(now: string, start = '00:00', end = '00:00'): boolean {
  const until = end === '00:00' ? '24:00' : end;
  return start < until ? start <= now && now < until : now >= start || now < until;
}

function isFlow(
  least: Decimal | undefined,
  most: Decimal | undefined,
  low: number | undefined,
  high: number | undefined,
): boolean | 'cannot be told' {
  if (least === undefined && most === undefined) return true;
  if (low === undefined || high === undefined) return 'cannot be told';
  return (
    !(least !== undefined && low < Number(least)) && !(most !== undefined && high >= Number(most))
  );
}

/** One entry a component; the one that priced last moves to the end. */
function enter(ledger: Entry[], entry: Entry): void {
  const at = ledger.findIndex(
    (it) =>
      it.kind === entry.kind && it.tariff === entry.tariff && it.component === entry.component,
  );
  const known = ledger[at];
  if (!known) ledger.push(entry);
  else if (!entry.kind.isFlat) {
    ledger.splice(at, 1);
    ledger.push({ ...known, quantity: add(known.quantity, entry.quantity) });
  }
}

function total(ledger: Entry[], used: readonly Tariff[]): NaivePrice | undefined {
  roundToSteps(ledger);
  let price: NaivePrice = { excl: ZERO, incl: ZERO };
  for (const entry of ledger) {
    const one = amountOf(entry);
    price = {
      excl: price.excl && one.excl && add(price.excl, one.excl),
      incl: price.incl && one.incl && add(price.incl, one.incl),
    };
  }
  for (const { minPrice } of used) if (minPrice) price = bounded(price, minPrice, -1);
  for (const { maxPrice } of used) if (maxPrice) price = bounded(price, maxPrice, 1);
  return price.excl || price.incl ? price : undefined;
}

const roundedTogether = ['energy', 'connected', 'reserved'];

function roundToSteps(ledger: readonly Entry[]): void {
  const hasParking = ledger.some((it) => it.kind.name === 'parking' && !it.component.stepRound);
  for (const name of [...roundedTogether, hasParking ? 'parking' : 'charging']) {
    round(ledger.filter((it) => it.kind.name === name && !it.component.stepRound));
  }
  for (const entry of ledger) if (entry.component.stepRound) round([entry]);
}

function round(entries: readonly Entry[]): void {
  const last = entries.at(-1);
  if (!last || last.kind.isFlat || last.component.stepSize === 0) return;
  const { stepSize, dimension, stepRound } = last.component;
  const sum = entries.map((it) => it.quantity).reduce(add, ZERO);
  if (sum.num <= 0n) return;
  const step = exact(BigInt(stepSize), dimension === 'ENERGY' ? 1_000n : 3_600n);
  const steps = whole(divide(sum, step), stepRound?.rule ?? 'up');
  const goal = multiply(exact(steps), step);
  last.quantity = add(last.quantity, add(goal, multiply(sum, exact(-1n))));
}

function whole({ num, den }: Exact, rule: 'up' | 'down' | 'near'): bigint {
  const floor = num >= 0n ? num / den : -((-num + den - 1n) / den);
  const rest = num - floor * den;
  if (rule === 'down' || rest === 0n) return floor;
  if (rule === 'up') return floor + 1n;
  // Halves go away from zero.
  return rest * 2n > den || (rest * 2n === den && num > 0n) ? floor + 1n : floor;
}

function amountOf({ tariff, component, quantity }: Entry): NaivePrice {
  let amount = multiply(exactOf(component.price), quantity);
  if (component.priceRound) {
    const grain = exactOf(component.priceRound.granularity);
    const grains = whole(divide(amount, grain), component.priceRound.rule);
    amount = multiply(exact(grains), grain);
  }
  const { tax } = component;
  if (tariff.taxIncluded === 'not-applicable' || tax.kind === 'none') {
    return { excl: amount, incl: amount };
  }
  const isUnknown = tax.kind === 'unknown';
  const factor = isUnknown ? exact(1n) : add(exact(1n), divide(exactOf(tax.percent), exact(100n)));
  if (tariff.taxIncluded === 'yes') {
    return { excl: isUnknown ? undefined : divide(amount, factor), incl: amount };
  }
  return { excl: amount, incl: isUnknown ? undefined : multiply(amount, factor) };
}

/** `side` -1 lifts to the bound, 1 cuts to it. */
function bounded(
  { excl, incl }: NaivePrice,
  bound: NonNullable<Tariff['minPrice']>,
  side: 1 | -1,
): NaivePrice {
  const crosses = (value: Exact, limit: Exact) => compare(value, limit) === side;
  const net = exactOf(bound.exclTax);
  const newExcl = excl && crosses(excl, net) ? net : excl;
  if (!incl) return { excl: newExcl, incl };
  if (bound.inclTax !== undefined) {
    const gross = exactOf(bound.inclTax);
    return { excl: newExcl, incl: crosses(incl, gross) ? gross : incl };
  }
  if (!excl || !newExcl) {
    // Gross is never below net, so a gross under the maximum tells that the net is too.
    return { excl, incl: side === 1 && !crosses(incl, net) ? incl : undefined };
  }
  if (newExcl === excl) return { excl, incl };
  return {
    excl: newExcl,
    incl: excl.num === 0n ? undefined : divide(multiply(incl, newExcl), excl),
  };
}

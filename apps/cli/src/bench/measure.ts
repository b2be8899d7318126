import { reconcileCdr } from '@peregrine/billing';
import { add, type Cdr, sum, toDecimal, ZERO } from '@peregrine/domain';
import { foldCdr, parseJson } from '@peregrine/ocpi/fold';
import { lint, measureSession, type PriceSessionInput, priceSession } from '@peregrine/pricing';
import { verifyOcmf } from '@peregrine/signed-data';
import { complexCdr } from './complex-cdr.ts';
import { signOcmf } from './ocmf-record.ts';

/** Different CDRs, so that none is answered from what an engine remembers of the last one. */
const DIFFERENT = 1_000;
const ROUNDS = 7;
const ROUND_MS = 1_000;

/** What is measured: `prepare` gives a function that does it once for the n-th input. */
const subjects: Readonly<Record<string, (periods: number) => (n: number) => unknown>> = {
  text(periods) {
    const texts = textsOf(periods);
    return (n) => priceText(texts[n % texts.length] ?? '');
  },
  price(periods) {
    const inputs = textsOf(periods).map(readInput);
    return (n) => {
      const input = inputs[n % inputs.length];
      return input && priceSession(input);
    };
  },
  parse(periods) {
    const texts = textsOf(periods);
    return (n) => JSON.parse(texts[n % texts.length] ?? '');
  },
  lint() {
    const tariffs = textsOf(2).flatMap((text) => readInput(text).tariffs);
    return (n) => {
      const tariff = tariffs[n % tariffs.length];
      return tariff && lint(tariff);
    };
  },
  'reconcile-right': (periods) => reconciling(textsOf(periods).map(readCdr).map(claimRightly)),
  'reconcile-wrong': (periods) => reconciling(textsOf(periods).map(readCdr)),
  'ocmf-p256': () => verifying('prime256v1', 'sha256', 'ECDSA-secp256r1-SHA256'),
  'ocmf-brainpool': () => verifying('brainpoolP256r1', 'sha256', 'ECDSA-brainpool256r1-SHA256'),
};

function reconciling(cdrs: readonly Cdr[]): (n: number) => unknown {
  return (n) => {
    const cdr = cdrs[n % cdrs.length];
    return cdr && reconcileCdr({ cdr, tariff: cdr.tariffs[0], timeZone: 'Europe/Berlin' });
  };
}

/** The CDR as an honest operator sends it: totals that its periods and its tariff give. */
function claimRightly(cdr: Cdr): Cdr {
  const { tariffs, periods, startedAt, endedAt } = cdr;
  const priced = priceSession({ tariffs, periods, startedAt, endedAt, timeZone: 'Europe/Berlin' });
  const measured = measureSession({ tariffs, periods, startedAt, endedAt, timeZone: 'UTC' });
  if (priced.kind !== 'priced') throw new Error(priced.detail);
  const { energyKwh, totalExclTax = ZERO, totalInclTax = ZERO } = priced.result;
  const parked = sum(measured.map(({ parkingHours }) => parkingHours));
  return {
    ...cdr,
    totalCost: { exclTax: toDecimal(totalExclTax, 4), inclTax: toDecimal(totalInclTax, 4) },
    totalEnergyKwh: toDecimal(energyKwh),
    totalTimeHours: toDecimal(add(sum(measured.map(({ timeHours }) => timeHours)), parked), 6),
    totalParkingTimeHours: toDecimal(parked, 6),
  };
}

function verifying(curve: string, hash: string, algorithm: string): (n: number) => unknown {
  const records = Array.from({ length: 20 }, () => signOcmf(curve, hash, algorithm));
  return (n) => {
    const { ocmf = '', publicKey } = records[n % records.length] ?? {};
    const { valid, reason } = verifyOcmf(ocmf, publicKey);
    if (!valid) throw new Error(reason.text);
  };
}

function textsOf(periods: number): readonly string[] {
  const count = Math.max(2, Math.floor(DIFFERENT / Math.max(1, periods / 10)));
  return Array.from({ length: count }, (_, n) => complexCdr(n, periods));
}

function priceText(text: string) {
  const priced = priceSession(readInput(text));
  if (priced.kind !== 'priced') throw new Error(priced.detail);
  return priced;
}

function readInput(text: string): PriceSessionInput {
  const { tariffs, periods, startedAt, endedAt } = readCdr(text);
  return { tariffs, periods, startedAt, endedAt, timeZone: 'Europe/Berlin' };
}

function readCdr(text: string): Cdr {
  const cdr = foldCdr('2.2.1', parseJson(text));
  if (!cdr.ok) throw new Error(JSON.stringify(cdr.problems));
  return cdr.value;
}

/** How often a second by the clock, and a second of this thread's own: they differ on a busy machine. */
export type Rate = { readonly perSecond: number; readonly perCpuSecond: number };

/** The rate in each round; one round before them warms up. */
function measure(run: (n: number) => unknown): readonly Rate[] {
  let n = 0;
  const round = (): Rate => {
    const [from, cpuFrom, first] = [performance.now(), process.threadCpuUsage(), n];
    let tookMs = 0;
    while (tookMs < ROUND_MS) {
      for (const stop = n + 20; n < stop; n += 1) run(n);
      tookMs = performance.now() - from;
    }
    const { user, system } = process.threadCpuUsage(cpuFrom);
    const count = n - first;
    return { perSecond: (count / tookMs) * 1e3, perCpuSecond: (count / (user + system)) * 1e6 };
  };
  round();
  return Array.from({ length: ROUNDS }, round);
}

const [name = '', periods = '2'] = process.argv.slice(2);
const subject = subjects[name];
if (!subject) throw new Error(`usage: measure.ts ${Object.keys(subjects).join('|')} [periods]`);
process.stdout.write(`${JSON.stringify(measure(subject(Number(periods))))}\n`);

import { foldCdr } from '@peregrine/ocpi/fold';
import { lint, type PriceSessionInput, priceSession } from '@peregrine/pricing';
import { complexCdr } from './complex-cdr.ts';

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
};

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
  const cdr = foldCdr('2.2.1', JSON.parse(text));
  if (!cdr.ok) throw new Error(JSON.stringify(cdr.problems));
  const { tariffs, periods, startedAt, endedAt } = cdr.value;
  return { tariffs, periods, startedAt, endedAt, timeZone: 'Europe/Berlin' };
}

/** How often a second by the clock, and a second of this thread's own: they differ on a busy machine. */
type Rate = { readonly perSecond: number; readonly perCpuSecond: number };

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

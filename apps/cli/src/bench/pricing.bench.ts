import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describeMachine, type Figure, percentile, printFigures } from '@peregrine/testkit/measure';
import { beforeAll, expect, test } from 'vitest';
import type { Rate } from './measure.ts';

/** What is promised of one thread, a second. */
const LIMITS = { text: 40_000, price: 250_000 };

/**
 * Measures a subject in a process of its own, on Node itself: nothing else is compiled into it, and
 * no test runner stands between the modules.
 */
function measure(...args: readonly string[]): readonly Rate[] {
  const script = join(import.meta.dirname, 'measure.ts');
  const output = execFileSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return JSON.parse(output) as Rate[];
}

const medianOf = (rates: readonly Rate[], key: keyof Rate) =>
  percentile(
    rates.map((rate) => rate[key]),
    0.5,
  );
const count = (value: number) => Math.round(value).toLocaleString('en');

/** By the clock, with the slowest and the fastest round, and by the time that the thread itself ran. */
function figureOf(what: string, rates: readonly Rate[], limit: string): Figure {
  const perSecond = rates.map((rate) => rate.perSecond);
  const rounds = `${count(Math.min(...perSecond))} to ${count(Math.max(...perSecond))}`;
  const median = count(medianOf(rates, 'perSecond')).padStart(9);
  const cpu = count(medianOf(rates, 'perCpuSecond'));
  return { what, measured: `${median}/s  (rounds ${rounds}; ${cpu} a CPU second)`, limit };
}

beforeAll(() => {
  process.stdout.write(`\n${describeMachine(`V8 ${process.versions.v8}`)}\n`);
});

test('CDRs of the complex tariff, on one thread', { timeout: 600_000 }, () => {
  const [text, price, parse] = [measure('text'), measure('price'), measure('parse')];
  printFigures('The complex tariff, 2 periods: CDRs a second, median of 7 rounds', [
    figureOf('JSON text to price', text, `>= ${count(LIMITS.text)}/s`),
    figureOf('price alone', price, `>= ${count(LIMITS.price)}/s`),
    figureOf('JSON.parse alone', parse, 'what the first cannot be above'),
  ]);
  expect.soft(medianOf(text, 'perSecond')).toBeGreaterThanOrEqual(LIMITS.text);
  expect.soft(medianOf(price, 'perSecond')).toBeGreaterThanOrEqual(LIMITS.price);
});

test('the cost grows linearly with the periods', { timeout: 600_000 }, () => {
  const figures: Figure[] = [];
  const costs: number[] = [];
  for (const periods of [10, 100, 1_000, 10_000]) {
    const [price, text] = ['price', 'text'].map((subject) => {
      const rates = measure(subject, String(periods));
      return 1e6 / medianOf(rates, 'perCpuSecond') / periods;
    });
    costs.push(price ?? Number.NaN);
    figures.push({
      what: `${count(periods)} periods`,
      measured: `price alone ${price?.toFixed(2)}  from text ${text?.toFixed(2)}`,
      limit: 'less than three times that of 10',
    });
  }
  printFigures('Microseconds of CPU for each period of a CDR', figures);
  // What outgrows the processor's caches costs more, once; it does not grow on with the periods.
  const [few = 0] = costs;
  for (const cost of costs) expect.soft(cost).toBeLessThan(3 * few);
});

test('what else is done with a CDR', { timeout: 600_000 }, () => {
  printFigures('A second, on one thread; for information', [
    figureOf('reconcile, a right claim', measure('reconcile-right'), 'without the database'),
    figureOf('reconcile, a wrong claim', measure('reconcile-wrong'), 'without the database'),
    figureOf('lint the complex tariff', measure('lint'), ''),
    figureOf('verify OCMF, secp256r1', measure('ocmf-p256'), ''),
    figureOf('verify OCMF, brainpoolP256r1', measure('ocmf-brainpool'), ''),
  ]);
});

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describeMachine, type Figure, percentile, printFigures } from '@peregrine/testkit/measure';
import { beforeAll, expect, test } from 'vitest';

/** What is promised, per second on one thread. */
const LIMITS = { text: 40_000, price: 250_000 };

/** Each in a process of its own, on Node itself: nothing else is compiled into it. */
function measure(...args: readonly string[]): readonly number[] {
  const script = join(import.meta.dirname, 'measure.ts');
  const output = execFileSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return JSON.parse(output) as number[];
}

const median = (values: readonly number[]) => percentile(values, 0.5);
const whole = (value: number) => Math.round(value).toLocaleString('en').padStart(9);

function figureOf(what: string, rounds: readonly number[], limit: string): Figure {
  const [least, most] = [Math.min(...rounds), Math.max(...rounds)].map(whole);
  const measured = `${whole(median(rounds))}/s  rounds${least} -${most}`;
  return { what, measured, limit };
}

beforeAll(() => {
  process.stdout.write(`\n${describeMachine(`V8 ${process.versions.v8}`)}\n`);
});

test('CDRs of the complex tariff a second, on one thread', { timeout: 600_000 }, () => {
  const [text, price, parse] = [measure('text'), measure('price'), measure('parse')];
  printFigures('The complex tariff, 2 periods; median of 7 rounds of a second', [
    figureOf('JSON text to price', text, `>= ${whole(LIMITS.text).trim()}/s`),
    figureOf('price alone', price, `>= ${whole(LIMITS.price).trim()}/s`),
    figureOf('JSON.parse alone', parse, 'for comparison: the floor under the first'),
  ]);
  expect.soft(median(text)).toBeGreaterThanOrEqual(LIMITS.text);
  expect.soft(median(price)).toBeGreaterThanOrEqual(LIMITS.price);
});

test('the cost grows linearly with the periods', { timeout: 600_000 }, () => {
  const figures: Figure[] = [];
  const perPeriod: number[] = [];
  for (const periods of [10, 100, 1_000, 10_000]) {
    const us = (name: string) => 1e6 / median(measure(name, String(periods))) / periods;
    const [text, price] = [us('text'), us('price')];
    perPeriod.push(price);
    figures.push({
      what: `${periods} periods`,
      measured: `price alone ${price.toFixed(2)} us a period   from text ${text.toFixed(2)} us`,
      limit: 'no more for each than at 10 x 2',
    });
  }
  printFigures('Cost of a period', figures);
  expect.soft(Math.max(...perPeriod)).toBeLessThan(2 * (perPeriod[0] ?? 0));
});

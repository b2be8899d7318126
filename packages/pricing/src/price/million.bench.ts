import { describeMachine, printFigures } from '@peregrine/testkit/measure';
import { expect, test } from 'vitest';
import { compareMany } from './agreement.fixture.ts';

const MILLION = 1_000_000;
const AT_ONCE = 50_000;

test('a million random tariffs and sessions, against the naive evaluator', {
  timeout: 3_600_000,
}, () => {
  const from = performance.now();
  const differences: string[] = [];
  let priced = 0;
  let done = 0;
  for (; done < MILLION && differences.length === 0; done += AT_ONCE) {
    const compared = compareMany(AT_ONCE, 1 + done);
    priced += compared.priced;
    differences.push(...compared.differences);
  }
  const seconds = (performance.now() - from) / 1_000;
  process.stdout.write(`\n${describeMachine(`V8 ${process.versions.v8}`)}\n`);
  printFigures('Random tariffs and sessions, each priced by both evaluators', [
    { what: 'compared', measured: done.toLocaleString('en'), limit: MILLION.toLocaleString('en') },
    { what: 'with a price', measured: priced.toLocaleString('en'), limit: 'the others: neither' },
    { what: 'different', measured: String(differences.length), limit: '0' },
    { what: 'time for both', measured: `${seconds.toFixed(0)} s`, limit: '' },
  ]);
  expect(differences).toEqual([]);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const script = join(import.meta.dirname, 'tariff.ts');
const LINES = 50_000;

/** The n-th line costs n: its answer tells which line it was. */
function lineOf(n: number): string {
  const at = '2026-03-02T10:00:00Z';
  const component = { type: 'ENERGY', price: 1, vat: 0, step_size: 1 };
  return JSON.stringify({
    version: '2.2.1',
    tariff: {
      country_code: 'DE',
      party_id: 'ALL',
      id: `T${n % 100}`,
      currency: 'EUR',
      elements: [{ price_components: [component] }],
      last_updated: at,
    },
    session: {
      start_date_time: at,
      end_date_time: '2026-03-02T11:00:00Z',
      time_zone: 'UTC',
      charging_periods: [{ start_date_time: at, dimensions: [{ type: 'ENERGY', volume: n }] }],
    },
  });
}

function* input() {
  for (let n = 0; n < LINES; n += 100) {
    yield `${Array.from({ length: 100 }, (_, index) => lineOf(n + index)).join('\n')}\n`;
  }
}

test('tens of thousands of lines stream through little memory, each answered in its place', {
  timeout: 240_000,
}, async () => {
  // Their texts together are several times the memory that it may have.
  const args = ['--max-old-space-size=24', script, 'price', '--json'];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  Readable.from(input()).pipe(child.stdin);
  let count = 0;
  for await (const line of createInterface(child.stdout)) {
    const { total } = JSON.parse(line) as { total: { exclTax: string } };
    if (total.exclTax !== String(count)) expect.fail(`line ${count} got ${line}`);
    count += 1;
  }
  expect(count).toBe(LINES);
  expect(await ended).toEqual([0, null]);
});

test('a reader that has enough ends it without a word', async () => {
  const child = spawn(process.execPath, [script, 'price', '--json'], { stdio: 'pipe' });
  const ended = once(child, 'close');
  const errors = text(child.stderr);
  const source = Readable.from(input());
  // Its input breaks off too, once it has ended.
  child.stdin.on('error', () => source.destroy());
  source.pipe(child.stdin);
  await once(child.stdout, 'data');
  child.stdout.destroy();
  expect(await ended).toEqual([0, null]);
  expect(await errors).toBe('');
});

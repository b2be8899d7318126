import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const house = join(import.meta.dirname, '../../..');
const temporary = mkdtempSync(join(tmpdir(), 'peregrine-pricing-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const run = (command: string, args: readonly string[], cwd: string) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** A copy of the rooms that are packed: npm swaps a file while it packs, and others read ours. */
function copyRooms(): string {
  const copy = join(temporary, 'house');
  for (const room of ['pricing', 'domain']) {
    const from = join(house, 'packages', room);
    cpSync(from, join(copy, 'packages', room), {
      recursive: true,
      filter: (path) => !/node_modules|dist$|\.(test|fixture|bench)\.ts$/.test(path),
    });
  }
  for (const path of ['LICENSE', 'packages/config/src/pack']) {
    cpSync(join(house, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(house, 'node_modules'), join(copy, 'node_modules'));
  return join(copy, 'packages/pricing');
}

const script = `
import { priceSession, describeSession } from '@peregrine/pricing';
const at = (time) => '2026-03-02T' + time + ':00.000Z';
const tariff = {
  party: { countryCode: 'DE', partyId: 'PER' }, tariffId: 'T', currency: 'EUR',
  elementChoice: 'per-dimension', taxIncluded: 'no', lastUpdated: at('00:00'),
  elements: [{ components: [
    { dimension: 'ENERGY', price: '0.25', tax: { kind: 'rate', percent: '10' }, stepSize: 1 },
  ] }],
};
const priced = priceSession({
  tariffs: [tariff], startedAt: at('09:00'), endedAt: at('10:00'), timeZone: 'Europe/Berlin',
  periods: [{ startedAt: at('09:00'), dimensions: [{ type: 'ENERGY', volume: '20' }] }],
});
const { totalExclTax, totalInclTax } = describeSession(priced.result);
console.log(totalExclTax, totalInclTax);
`;

const consumer = `
import { type PricedSession, priceSession } from '@peregrine/pricing';
export const price: (input: Parameters<typeof priceSession>[0]) => PricedSession | undefined = (input) => {
  const result = priceSession(input);
  return result.kind === 'priced' ? result.result : undefined;
};
`;

test('the tarball of npm pack installs and runs elsewhere, offline, in plain Node', {
  timeout: 240_000,
}, () => {
  const room = copyRooms();
  const before = readdirSync(room);
  run('npm', ['pack', '--pack-destination', temporary], room);
  expect(readdirSync(room)).toEqual(before);

  const elsewhere = join(temporary, 'elsewhere');
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  const [tarball = ''] = readdirSync(temporary).filter((name) => name.endsWith('.tgz'));
  const offline = ['--offline', '--no-audit', '--no-fund'];
  run('npm', ['install', ...offline, join(temporary, tarball)], elsewhere);
  writeFileSync(join(elsewhere, 'price.js'), script);
  expect(run('node', ['price.js'], elsewhere)).toBe('5 5.5\n');

  const settings = {
    compilerOptions: {
      module: 'nodenext',
      target: 'es2024',
      strict: true,
      noEmit: true,
      types: [],
    },
  };
  writeFileSync(join(elsewhere, 'consume.ts'), consumer);
  writeFileSync(join(elsewhere, 'tsconfig.json'), JSON.stringify(settings));
  run(join(house, 'node_modules/.bin/tsc'), ['--project', '.'], elsewhere);
});

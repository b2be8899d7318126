import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkImports } from './check-imports.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'peregrine-walls-'));
  for (const name of ['domain', 'pricing', 'services', 'db', 'testkit'])
    plantRoom('packages', name);
  for (const name of ['worker', 'sandbox']) plantRoom('apps', name);
  plant('node_modules/stripe/package.json', '{"name":"stripe","main":"index.js"}');
  plant('node_modules/stripe/index.js', 'export {};');
});

afterEach(() => rmSync(root, { recursive: true }));

function plant(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function plantRoom(floor: 'apps' | 'packages', name: string): void {
  const door = { name: `@peregrine/${name}`, type: 'module', exports: { '.': './src/index.ts' } };
  plant(`${floor}/${name}/package.json`, JSON.stringify(door));
  plant(`${floor}/${name}/src/index.ts`, 'export const here = 1;\n');
  mkdirSync(join(root, 'node_modules/@peregrine'), { recursive: true });
  symlinkSync(join(root, floor, name), join(root, 'node_modules/@peregrine', name));
}

const breach = (rule: string, from: string) =>
  expect.arrayContaining([expect.objectContaining({ rule: expect.stringContaining(rule), from })]);

describe('a planted breach is seen', () => {
  test('an untouched house has none', async () => {
    plant('packages/services/src/index.ts', `import '@peregrine/db';\nimport '@peregrine/domain';`);
    plant('apps/worker/src/compose.ts', `import '@peregrine/db';\nimport '@peregrine/services';`);
    plant('packages/pricing/src/a.test.ts', `import '@peregrine/testkit';\nimport 'node:fs';`);
    expect(await checkImports(root)).toEqual([]);
  });

  const cases: [string, string, string, string][] = [
    [
      'a room above',
      'packages/domain/src/a.ts',
      `'@peregrine/services'`,
      'packages/domain imports',
    ],
    [
      'a type of a room above',
      'packages/domain/src/a.ts',
      `type '@peregrine/db'`,
      'packages/domain',
    ],
    ['a database in an app', 'apps/worker/src/main.ts', `'@peregrine/db'`, 'only in compose.ts'],
    ['the test kit in src', 'apps/worker/src/compose.ts', `'@peregrine/testkit'`, 'for tests'],
    ['another app', 'apps/worker/src/compose.ts', `'@peregrine/sandbox'`, 'no app is imported'],
    [
      'our protocols in the witness',
      'apps/sandbox/src/a.ts',
      `'@peregrine/pricing'`,
      'apps/sandbox',
    ],
    [
      'a sibling by path',
      'packages/pricing/src/a.ts',
      `'../../domain/src/index.ts'`,
      'by its name',
    ],
    ['past the door', 'packages/pricing/src/a.ts', `'@peregrine/domain/src/index.ts'`, 'door'],
    ['Stripe elsewhere', 'packages/services/src/a.ts', `'stripe'`, 'knows stripe'],
    ['a stranger in a pure room', 'packages/pricing/src/a.ts', `'stripe'`, 'nothing of others'],
    ['files in a pure room', 'packages/domain/src/a.ts', `'node:fs'`, 'no input or output'],
  ];
  test.each(cases)('%s', async (_, file, imported, rule) => {
    const text = imported.startsWith('type ')
      ? `import type { here } from ${imported.slice(5)};\nexport type X = typeof here;\n`
      : `import ${imported};\n`;
    plant(file, text);
    expect(await checkImports(root)).toEqual(breach(rule, file));
  });
});

describe('a planted circle is seen', () => {
  test('of types only, within a room', async () => {
    plant('packages/domain/src/a.ts', `import type { B } from './b.ts';\nexport type A = B | 1;`);
    plant('packages/domain/src/b.ts', `import type { A } from './a.ts';\nexport type B = A | 2;`);
    expect(await checkImports(root)).toEqual(breach('no circles', 'packages/domain/src/a.ts'));
  });

  test('of types only, across two rooms', async () => {
    const type = (room: string) =>
      `import type { here as there } from '@peregrine/${room}';\nexport type T = typeof there;\nexport const here = 1;`;
    plant('packages/services/src/index.ts', type('db'));
    plant('packages/db/src/index.ts', type('services'));
    expect(await checkImports(root)).toEqual(breach('no circles', 'packages/db/src/index.ts'));
  });
});

test('a tree in which nothing is seen is an error, not a pass', async () => {
  rmSync(join(root, 'packages'), { recursive: true });
  rmSync(join(root, 'apps'), { recursive: true });
  plant('packages/empty.txt', '');
  plant('apps/empty.txt', '');
  await expect(checkImports(root)).rejects.toThrow('saw no module');
});

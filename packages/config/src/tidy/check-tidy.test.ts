import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkText, checkTidy, checkTopLevel } from './check-tidy.ts';

const rulesOf = (path: string, text: string) => checkText(path, text).map((it) => it.rule);
const lines = (count: number) => 'go();\n'.repeat(count);
const longFunction = (inside: number) => `function f() {\n${lines(inside)}}\n`;

describe('length', () => {
  test('a file may have 400 lines and not 401', () => {
    expect(rulesOf('packages/db/src/a.ts', lines(400))).toEqual([]);
    expect(rulesOf('packages/db/src/a.ts', lines(401))).toEqual(['file length']);
  });

  test('a test may have 600 lines and not 601', () => {
    expect(rulesOf('packages/db/src/a.test.ts', lines(600))).toEqual([]);
    expect(rulesOf('packages/db/src/a.test.ts', lines(601))).toEqual(['file length']);
  });

  test('a function may have 70 lines and not 71, whatever its form', () => {
    expect(rulesOf('packages/db/src/a.ts', longFunction(68))).toEqual([]);
    expect(rulesOf('packages/db/src/a.ts', longFunction(69))).toEqual(['function length']);
    const arrow = `export const f = () => {\n${lines(69)}};\n`;
    expect(rulesOf('packages/db/src/a.ts', arrow)).toEqual(['function length']);
    const method = `class A {\n  f() {\n${lines(69)}}\n}\n`;
    expect(rulesOf('packages/db/src/a.ts', method)).toEqual(['function length']);
  });

  test('a component may have 150 lines and not 151', () => {
    const component = (inside: number) => `const A = () => {\n${lines(inside)}return <b />;\n};\n`;
    expect(rulesOf('packages/ui/src/a.tsx', component(147))).toEqual([]);
    expect(rulesOf('packages/ui/src/a.tsx', component(148))).toEqual(['function length']);
  });

  test('a describe may be longer, a test in it may not', () => {
    const suite = (body: string) => `describe.each([1])('a', () => {\n${body}});\n`;
    expect(rulesOf('packages/db/src/a.test.ts', suite(lines(100)))).toEqual([]);
    const inner = `test('b', () => {\n${lines(100)}});\n`;
    expect(rulesOf('packages/db/src/a.test.ts', suite(inner))).toEqual(['function length']);
  });
});

describe('environment', () => {
  test.each([
    'const port = process.env.PORT;',
    'const { PORT } = process.env;',
    'const { env } = process;',
    `import { env } from 'node:process';`,
    `const port = globalThis.process.env['PORT'];`,
    'const mode = import.meta.env;',
  ])('%s is seen outside env.ts and allowed in it', (text) => {
    expect(rulesOf('apps/web/src/a.ts', text)).toEqual(['environment']);
    expect(rulesOf('apps/web/src/env.ts', text)).toEqual([]);
  });
});

describe('clock', () => {
  const rooms = ['domain', 'pricing', 'billing', 'services', 'ocpi', 'ocpp'];
  const reads = [
    'Date.now()',
    'new Date()',
    'Date()',
    'performance.now()',
    'globalThis.Date.now()',
  ];
  reads.push('Temporal.Now.instant()', 'process.hrtime.bigint()');
  test.each(rooms.flatMap((room) => reads.map((read) => [room, read])))('%s: %s', (room, read) => {
    expect(rulesOf(`packages/${room}/src/a.ts`, `const a = ${read};`)).toEqual(['clock']);
  });

  test('a date of something that is known is no clock read, nor is one in an app', () => {
    expect(rulesOf('packages/services/src/a.ts', 'const a = new Date(input.at);')).toEqual([]);
    expect(rulesOf('apps/worker/src/a.ts', 'const a = Date.now();')).toEqual([]);
  });
});

describe('money', () => {
  test.each([
    'interface A { price: number }',
    'type A = { readonly totalCost?: number | undefined }',
    'type A = { amounts: number[] }',
    'type A = { total_cost: number | null }',
    'type A = { priceExclTax: readonly number[] }',
    'type A = { totalInclTax: number; }',
    'type A = { total: number }',
    'class A { fee: number = 1 }',
    'const f = (cost: number) => cost;',
  ])('%s', (text) => {
    expect(rulesOf('apps/web/src/a.ts', text)).toEqual(['money']);
  });

  test('exact money, and counts that only begin with total, are let through', () => {
    const text = `type A = { price: Money; total: Exact; totalCount: number; coffee: number;
      quote: { amount: Decimal; places: number }; totalEnergyWh: number }`;
    expect(rulesOf('packages/domain/src/a.ts', text)).toEqual([]);
  });
});

describe('versions', () => {
  const compared = [
    `if (version === '2.2.1') go();`,
    `if ('2.1.1' !== version) go();`,
    `switch (version) { case '2.3.0': go(); }`,
    `if (['1.6', '2.0.1'].includes(version)) go();`,
    `if (protocol.startsWith('ocpp1.6')) go();`,
    `if (folder === 'v221') go();`,
  ];
  test.each(compared)('%s is seen outside the wire rooms and allowed in them', (text) => {
    expect(rulesOf('packages/services/src/a.ts', text)).toEqual(['version']);
    expect(rulesOf('packages/ocpi/src/a.ts', text)).toEqual([]);
    expect(rulesOf('packages/ocpp/src/a.ts', text)).toEqual([]);
  });

  test('a version that is stored or shown is data', () => {
    expect(rulesOf('packages/services/src/a.ts', `const row = { version: '2.2.1' };`)).toEqual([]);
  });
});

describe('words', () => {
  test.each(['utils', 'helpers', 'common', 'lib'])('%s is no name', (word) => {
    expect(rulesOf(`packages/db/src/${word}.ts`, 'go();')).toEqual(['words']);
    expect(rulesOf(`packages/db/src/${word}/a.ts`, 'go();')).toEqual(['words']);
  });

  test('a note to ourselves is no comment', () => {
    const note = ['TO', 'DO'].join('');
    expect(rulesOf('packages/db/src/a.ts', `// ${note} later\ngo();`)).toEqual(['words']);
  });
});

test('a breach is reported with its line', () => {
  const [found] = checkText('packages/pricing/src/a.ts', '\n\nconst a = Date.now();\n');
  expect(found).toMatchObject({ path: 'packages/pricing/src/a.ts', line: 3 });
});

test('a file that cannot be parsed is an error, not a pass', () => {
  expect(() => checkText('packages/db/src/a.ts', 'const = ;')).toThrow('packages/db/src/a.ts');
});

test('the top level holds nothing new', () => {
  const names = ['apps', 'packages', '.gitignore', 'package.json', 'docs'];
  expect(checkTopLevel(names).map((it) => it.path)).toEqual(['docs']);
});

test('every source file of a tree is read, and generated ones are not', () => {
  const root = mkdtempSync(join(tmpdir(), 'peregrine-tidy-'));
  try {
    for (const dir of ['packages/pricing/src', 'packages/db/src/generated', 'apps/web/.next']) {
      mkdirSync(join(root, dir), { recursive: true });
      writeFileSync(join(root, dir, 'a.ts'), 'const a = process.env.A ?? Date.now();\n');
    }
    expect(checkTidy(root).map(({ path, rule }) => `${path} ${rule}`)).toEqual([
      'packages/pricing/src/a.ts environment',
      'packages/pricing/src/a.ts clock',
    ]);
  } finally {
    rmSync(root, { recursive: true });
  }
});

test('a tree without source files is an error, not a pass', () => {
  const root = mkdtempSync(join(tmpdir(), 'peregrine-tidy-'));
  expect(() => checkTidy(root)).toThrow('no source file');
  rmSync(root, { recursive: true });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partyRef } from '@peregrine/domain';
import { expect, test } from 'vitest';
import { detectVersion, type FoldedVersion, foldCdr, foldTariff } from './fold-object.ts';

/** The specification's own examples: beside the repository, which does not hold them. */
const folder = join(import.meta.dirname, '../../../../../shared/ocpi-examples');
const versions: readonly FoldedVersion[] = ['2.1.1', '2.2.1', '2.3.0'];

type Example = { readonly version: FoldedVersion; readonly file: string };

function examples(): Example[] {
  return versions
    .filter((version) => existsSync(join(folder, version)))
    .flatMap((version) =>
      readdirSync(join(folder, version))
        .filter((file) => /^(mod_)?(tariff|cdr)/.test(file))
        .map((file) => ({ version, file })),
    );
}

/** Two examples of 2.1.1 begin with the line of their request. */
function read({ version, file }: Example): unknown {
  const text = readFileSync(join(folder, version, file), 'utf8');
  return JSON.parse(text.slice(text.indexOf('{\n'))) as unknown;
}

/** The specification's own mistakes, and a PATCH: what is required and not there is named. */
const incomplete: Readonly<Record<string, readonly string[]>> = {
  '2.1.1/mod_tariffs_01.json': ['/last_updated'],
  '2.1.1/mod_tariffs_02.json': ['/last_updated', '/id', '/currency'],
  '2.2.1/tariff_put_example.json': ['/last_updated'],
  '2.3.0/tariff_put_example.json': ['/last_updated'],
};

const found = examples();

test.each(found)('the example $version/$file folds, and its version is seen', (example) => {
  const { version, file } = example;
  const json = read(example);
  const fold = /cdr/.test(file) ? foldCdr : foldTariff;
  const result = fold(version, json, { party: partyRef('NL', 'TNM') });
  const missing = result.ok ? [] : result.problems.map((problem) => problem.pointer);
  expect(missing.toSorted()).toEqual((incomplete[`${version}/${file}`] ?? []).toSorted());
  if (result.ok) expect(detectVersion(json)).toBe(version);
});

test('the examples of all versions were read, or their absence is said', () => {
  if (existsSync(folder)) expect(found.length).toBeGreaterThan(50);
  else console.info('not here: ../shared/ocpi-examples; its tariffs and CDRs were not tried');
});

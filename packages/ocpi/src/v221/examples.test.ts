import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partyRef } from '@peregrine/domain';
import { expect, test } from 'vitest';
import type { ReadResult } from '../read/read-object.ts';
import { foldCdr } from './cdr.fold.ts';
import { foldCredentials, foldVersionDetails, foldVersions } from './credentials.fold.ts';
import { foldLocation } from './location.fold.ts';
import {
  foldConnectorPatch,
  foldEvsePatch,
  foldEvsePut,
  foldLocationPatch,
} from './location-change.fold.ts';
import { foldSession, foldSessionPatch } from './session.fold.ts';
import { foldTariff } from './tariff.fold.ts';
import { foldToken } from './token.fold.ts';

const folder = join(import.meta.dirname, '../../../../../shared/ocpi-examples/2.2.1');
const key = { party: partyRef('BE', 'BEC'), locationId: 'LOC1', sessionId: '101' };
const evse = { ...key, evseUid: '3256' };

type Fold = (input: unknown) => ReadResult<unknown>;

/** Fragments of objects (opening hours, energy mix, ...) and responses have no fold of their own. */
const folds: readonly (readonly [RegExp, Fold])[] = [
  [/^cdr_/, foldCdr],
  [/^credentials_/, foldCredentials],
  [/^location_example/, foldLocation],
  [/^location_patch_example_location/, (input) => foldLocationPatch(input, key)],
  [/^location_patch_example_(status|remove)/, (input) => foldEvsePatch(input, evse)],
  [
    /^location_patch_example_tariff/,
    (input) => foldConnectorPatch(input, { ...evse, connectorId: '1' }),
  ],
  [/^location_put_/, (input) => foldEvsePut(input, key)],
  [/^session_example/, foldSession],
  [/^session_patch/, (input) => foldSessionPatch(input, key)],
  [/^tariff_/, foldTariff],
  [/^token_(example|put)/, foldToken],
  [/^version_details/, foldVersionDetails],
  [/^versions_info/, foldVersions],
];

function examples(): { file: string; fold: Fold }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((file) => {
    const fold = folds.find(([pattern]) => pattern.test(file))?.[1];
    return fold ? [{ file, fold }] : [];
  });
}

/** The specification's own mistakes: what is required and not there is refused by name. */
const incomplete: Readonly<Record<string, readonly string[]>> = {
  'tariff_put_example.json': ['/last_updated'],
};

const found = examples();

test.each(found)('the example $file of the specification folds', ({ file, fold }) => {
  const result = fold(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const missing = result.ok ? [] : result.problems.map((problem) => problem.pointer);
  expect(missing).toEqual(incomplete[file] ?? []);
});

test('the examples of OCPI 2.2.1 were read, or their absence is said', () => {
  if (existsSync(folder)) expect(found.length).toBeGreaterThan(40);
  else console.info('not here: ../shared/ocpi-examples/2.2.1; its examples were not tried');
});

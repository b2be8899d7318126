import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStateFile } from '../state/open-state-file.ts';
import { lowlandWorld } from '../worlds/lowland.ts';
import { twinpowerWorld } from '../worlds/twinpower.ts';
import { buildCdr, buildSession, updateSession } from './build-session.ts';
import { openPlatform, type Platform } from './platform.ts';
import { findSpot, readLocation, readTariffs } from './read-objects.ts';
import { credentialsOf } from './registration.ts';

/** The specification's own examples lie beside the repository on some machines only. */
const examples = join(import.meta.dirname, '../../../../../shared/ocpi-examples/2.2.1');
const hasExamples = existsSync(examples);
const unavailable = hasExamples ? '' : ` (not checked: ${examples} is absent)`;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Where a value has keys that no example has, or other types of JSON than the examples. */
function differences(value: Json, patterns: Json[], path = ''): string[] {
  if (patterns.length === 0) return [`${path}: in no example`];
  if (Array.isArray(value)) {
    const items = patterns.filter(Array.isArray).flat();
    if (!patterns.some(Array.isArray)) return [`${path}: is a list`];
    return value.flatMap((item) => differences(item, items, `${path}[]`));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => {
      const inners = patterns
        .filter((it) => typeof it === 'object' && it !== null && !Array.isArray(it))
        .map((it) => (it as { [key: string]: Json })[key])
        .filter((it) => it !== undefined);
      return differences(inner, inners, `${path}.${key}`);
    });
  }
  const types = new Set(patterns.map((it) => typeof it));
  return types.has(typeof value) ? [] : [`${path}: ${typeof value}, not ${[...types].join('/')}`];
}

function readExamples(pattern: RegExp): Json[] {
  if (!hasExamples) return [];
  return readdirSync(examples)
    .filter((name) => pattern.test(name))
    .map((name) => JSON.parse(readFileSync(join(examples, name), 'utf8')) as Json);
}

/** Allowed by the specification's tables and in none of its examples. */
const OPTIONAL = new Set([
  '.evses[].connectors[].max_electric_power',
  '.authorization_reference',
  '.session_id',
  '.total_fixed_cost',
  '.total_energy_cost',
  '.total_parking_time',
  '.total_parking_cost',
  '.tariffs[].type',
]);

function unknownIn(value: unknown, pattern: RegExp): string[] {
  if (!hasExamples) return [];
  const found = differences(JSON.parse(JSON.stringify(value)) as Json, readExamples(pattern));
  return [...new Set(found)].filter((it) => !OPTIONAL.has(it.split(': in no')[0] ?? ''));
}

/** The first example's keys that the value lacks. */
function missingIn(value: object, example: string, optional: string[]): string[] {
  if (!hasExamples) return [];
  const wanted = JSON.parse(readFileSync(join(examples, example), 'utf8')) as object;
  return Object.keys(wanted).filter((key) => !(key in value) && !optional.includes(key));
}

const at = '2026-03-01T10:00:00.000Z';
const open = (world: ReturnType<typeof lowlandWorld>): Platform =>
  openPlatform({
    world,
    stateFile: openStateFile(undefined),
    clock: { now: () => new Date(at) },
    sandboxUrl: 'http://127.0.0.1:3040',
    timing: { timeLapse: 1, resultAfterMs: 1, updateEveryMs: 1 },
  });
const platforms = [open(lowlandWorld('a')), open(twinpowerWorld('b'))];

function charge(platform: Platform, evseUid: string) {
  const spot = findSpot(platform, evseUid);
  if (!spot) throw new Error(evseUid);
  const token = {
    country_code: 'NL',
    party_id: 'PER',
    uid: 'U',
    type: 'RFID',
    contract_id: 'NL-PER-C',
  };
  const authorization = { token, method: 'COMMAND' as const, reference: 'r' };
  const { session, run } = buildSession(platform, spot, authorization);
  run.simulatedMs = 3_600_000;
  updateSession(platform, session, run);
  run.stoppedAtSeconds = 3600;
  run.simulatedMs += 600_000;
  const patch = updateSession(platform, session, run);
  return { session, patch, cdr: buildCdr(platform, session, run) };
}

it(`writes locations as the specification's examples${unavailable}`, () => {
  for (const platform of platforms) {
    for (let i = 0; i < platform.world.sites.count; i += 1) {
      const location = readLocation(platform, i);
      expect(unknownIn(location, /^location_(?!patch|hours|regular|put)/)).toEqual([]);
      const optional = ['postal_code', 'publish_allowed_to'];
      expect(missingIn(location, 'location_example.json', optional)).toEqual([]);
      expect(location.address.length).toBeLessThanOrEqual(45);
      expect(location.coordinates.latitude).toMatch(/^-?\d{1,2}\.\d{5,7}$/);
      expect(location.coordinates.longitude).toMatch(/^-?\d{1,3}\.\d{5,7}$/);
    }
  }
});

it(`writes tariffs as the specification's examples${unavailable}`, () => {
  for (const tariff of platforms.flatMap(readTariffs)) {
    expect(unknownIn(tariff, /^tariff_/)).toEqual([]);
    expect(missingIn(tariff, 'tariff_8_simple_025kwh.json', ['tariff_alt_url'])).toEqual([]);
  }
});

it(`writes sessions, patches and CDRs as the specification's examples${unavailable}`, () => {
  for (const [index, evseUid] of ['LOW-RTM-1-A', 'TWB-BRU-1-1'].entries()) {
    const platform = platforms[index];
    if (!platform) throw new Error('no platform');
    const { session, patch, cdr } = charge(platform, evseUid);
    expect(unknownIn(session, /^session_example/)).toEqual([]);
    const open = ['end_date_time'];
    expect(missingIn(session, 'session_example_2_short_finished.json', open)).toEqual([]);
    expect(unknownIn(patch, /^session_/)).toEqual([]);
    expect(missingIn(patch, 'session_patch_example_charging_period.json', [])).toEqual([]);
    const differing = unknownIn(cdr, /^(cdr|tariff|session)_/);
    expect(differing).toEqual([]);
    expect(missingIn(cdr, 'cdr_example.json', ['total_time_cost'])).toEqual([]);
    expect(cdr.charging_periods.length).toBe(2);
  }
});

it(`writes credentials as the specification's examples${unavailable}`, () => {
  for (const platform of platforms) {
    expect(unknownIn(credentialsOf(platform, 'token'), /^credentials_/)).toEqual([]);
  }
});

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '@peregrine/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReadResult } from '../read/read-object.ts';
import { FOLDED_VERSIONS, foldCdr, foldPeriods, foldTariff } from './fold-object.ts';

const at = '2024-12-05T17:39:09Z';
const tariff = {
  country_code: 'BE',
  party_id: 'BEC',
  id: '12',
  currency: 'EUR',
  type: 'REGULAR',
  tariff_alt_text: [{ language: 'en', text: 'words' }],
  tariff_alt_url: 'https://example.com',
  min_price: { excl_vat: 1, before_taxes: 1 },
  tax_included: 'NO',
  restriction: { start_time: '08:00', end_time_2: '09:00' },
  elements: [
    {
      price_components: [
        {
          type: 'ENERGY',
          price: 0.25,
          vat: 10,
          step_size: 1,
          price_round: { round_granularity: 'UNIT', round_rule: 'ROUND_UP' },
        },
      ],
      restrictions: { start_time: '09:00', max_kwh: 10, day_of_week: ['MONDAY'], reservation: 'X' },
    },
  ],
  start_date_time: at,
  last_updated: at,
};
const total = { excl_vat: 4, before_taxes: 4, taxes: [{ name: 'VAT', amount: 0.4 }] };
const cdr = {
  country_code: 'BE',
  party_id: 'BEC',
  id: 'C',
  start_date_time: at,
  end_date_time: at,
  stop_date_time: at,
  auth_id: 'A',
  cdr_token: { country_code: 'DE', party_id: 'TNM', uid: 'U', type: 'RFID', contract_id: 'K' },
  auth_method: 'WHITELIST',
  cdr_location: {
    id: 'L',
    evse_uid: 'E',
    connector_id: '1',
    coordinates: { latitude: '51.0', longitude: '3.7' },
    country: 'BEL',
  },
  location: {
    id: 'L',
    time_zone: 'Europe/Brussels',
    evses: [{ uid: 'E', connectors: [{ id: '1' }] }],
  },
  currency: 'EUR',
  tariffs: [tariff],
  charging_periods: [{ start_date_time: at, dimensions: [{ type: 'TIME', volume: 1.973 }] }],
  signed_data: { encoding_method: 'OCMF', signed_values: [{ nature: 'End', signed_data: 'x' }] },
  total_cost: total,
  total_energy_cost: total,
  total_energy: 15.342,
  total_time: 1.973,
  credit: false,
  last_updated: at,
};

const junk = fc.oneof(
  fc.anything({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    null,
    '',
    [],
    {},
    [null],
    -1,
    Infinity,
    'NaN',
    true,
    '9'.repeat(400),
    -0,
  ),
);

/** A copy with what stands at some place replaced, by walking down as the numbers say. */
function spoil(value: unknown, way: readonly number[], by: unknown): unknown {
  const [step, ...rest] = way;
  if (step === undefined || typeof value !== 'object' || value === null) return by;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return by;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  Reflect.set(copy, key, spoil(Reflect.get(value, key), rest, by));
  return copy;
}

function told(read: ReadResult<unknown>): readonly Finding[] {
  return read.ok ? read.findings : read.problems;
}

const options = { party: { countryCode: 'BE', partyId: 'BEC' } };
const folds = FOLDED_VERSIONS.flatMap((version) =>
  [undefined, 'gireve' as const].flatMap((dialect) => [
    {
      name: `${version} ${dialect ?? ''} tariff`,
      whole: tariff,
      fold: (json: unknown) => foldTariff(version, json, { ...options, dialect }),
    },
    {
      name: `${version} ${dialect ?? ''} CDR`,
      whole: version === '2.1.1' ? { ...cdr, total_cost: 4 } : cdr,
      fold: (json: unknown) => foldCdr(version, json, { ...options, dialect }),
    },
  ]),
);

test.each(folds)(
  'garbage in a $name never throws; a refusal says what and where',
  ({ whole, fold }) => {
    expect(fold(whole)).toMatchObject({ ok: true });
    const way = fc.array(fc.nat(30), { maxLength: 8 });
    fc.assert(
      fc.property(way, junk, (steps, by) => {
        const read = fold(spoil(whole, steps, by));
        if (!read.ok) expect(read.problems.length).toBeGreaterThan(0);
        for (const { code, reason, pointer } of told(read)) {
          expect(code).not.toBe('');
          expect(reason).not.toBe('');
          expect(pointer).toMatch(/^(\/|$)/);
        }
      }),
      { numRuns: 1_000 },
    );
  },
);

test.each(folds)('findings of a $name never repeat what was sent', ({ whole, fold }) => {
  const way = fc.array(fc.nat(30), { maxLength: 8 });
  fc.assert(
    fc.property(way, (steps) => {
      const read = fold(spoil(whole, steps, 'private words'));
      expect(JSON.stringify(told(read))).not.toContain('private words');
    }),
    { numRuns: 300 },
  );
});

test('periods outside of a CDR are read by the same rules, with pointers into their list', () => {
  const periods = cdr.charging_periods;
  expect(foldPeriods('2.3.0', periods)).toMatchObject({
    value: [{ startedAt: '2024-12-05T17:39:09.000Z', dimensions: [{ volume: '1.973' }] }],
  });
  expect(foldPeriods('2.3.0', [...periods, { dimensions: [{ type: 'TIME' }] }])).toMatchObject({
    ok: false,
    problems: [{ pointer: '/1/start_date_time' }, { pointer: '/1/dimensions/0/volume' }],
  });
  expect(foldPeriods('2.1.1', {})).toMatchObject({ ok: false, problems: [{ pointer: '' }] });
});

test('a version that is not known is refused as such', () => {
  for (const read of [foldTariff('3.0', {}), foldCdr('', {}), foldPeriods('2', [])])
    expect(read).toMatchObject({ ok: false, problems: [{ code: 'unknown-version' }] });
});

test('an unreadable tariff of a CDR takes the others along: they would price its periods', () => {
  const broken = { ...tariff, id: '13', elements: [] };
  expect(foldCdr('2.2.1', { ...cdr, tariffs: [tariff, broken] })).toMatchObject({
    ok: true,
    value: { tariffs: [] },
    findings: [{}, { code: 'invalid-part', pointer: '/tariffs/1/elements' }, {}],
  });
});

test('the door for files needs no server: nothing behind it knows Node or the network', () => {
  const seen = new Set<string>();
  const foreign = new Set<string>();
  const follow = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/from '([^']+)'/g)) {
      if (name.startsWith('.')) follow(join(dirname(file), name));
      else foreign.add(name);
    }
  };
  follow(join(import.meta.dirname, '../fold.ts'));
  expect([...foreign].sort()).toEqual(['@peregrine/domain', 'zod']);
  expect([...seen].filter((file) => /src\/(http|gateway|paging)\//.test(file))).toEqual([]);
});

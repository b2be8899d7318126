import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { answersTo, runCommand } from './testing/run-command.ts';

const TARIFF = {
  country_code: 'DE',
  party_id: 'ALL',
  id: '1',
  currency: 'EUR',
  elements: [
    {
      price_components: [
        { type: 'ENERGY', price: 0.25, vat: 10, step_size: 1 },
        { type: 'TIME', price: 1, vat: 20, step_size: 1 },
      ],
    },
  ],
  last_updated: '2026-01-01T00:00:00Z',
};
const SESSION = {
  start_date_time: '2026-03-02T10:00:00Z',
  end_date_time: '2026-03-02T11:00:01Z',
  time_zone: 'Europe/Berlin',
  charging_periods: [
    {
      start_date_time: '2026-03-02T10:00:00Z',
      dimensions: [
        { type: 'ENERGY', volume: 20 },
        { type: 'TIME', volume: 1.000278 },
      ],
    },
  ],
};
const LINE = { version: '2.2.1', tariff: TARIFF, session: SESSION };
const CDR = {
  country_code: 'DE',
  party_id: 'ALL',
  id: 'C1',
  start_date_time: SESSION.start_date_time,
  end_date_time: SESSION.end_date_time,
  cdr_token: { country_code: 'NL', party_id: 'PER', uid: 'T', type: 'RFID', contract_id: 'X' },
  auth_method: 'WHITELIST',
  cdr_location: {
    id: 'L',
    address: 'Ring 1',
    city: 'Bonn',
    country: 'DEU',
    coordinates: { latitude: '50.7', longitude: '7.1' },
    evse_uid: '1',
    evse_id: 'DE*ALL*E1',
    connector_id: '1',
    connector_standard: 'IEC_62196_T2',
    connector_format: 'SOCKET',
    connector_power_type: 'AC_3_PHASE',
  },
  currency: 'EUR',
  tariffs: [TARIFF],
  charging_periods: SESSION.charging_periods,
  total_cost: { excl_vat: 6 },
  total_energy: 20,
  total_time: 1.0003,
  last_updated: '2026-03-02T12:00:00Z',
};

const dir = mkdtempSync(join(tmpdir(), 'peregrine-cli-'));
afterAll(() => rmSync(dir, { recursive: true }));
function fileOf(name: string, content: unknown): string {
  const file = join(dir, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return file;
}

describe('price', () => {
  test('answers with decimal texts, unrounded, at most ten decimals', async () => {
    const { status, answers } = await answersTo('tariff', 'price', [LINE]);
    expect(status).toBe(0);
    expect(answers).toEqual([
      {
        currency: 'EUR',
        total: { exclTax: '6.0002777778', inclTax: '6.7003333333' },
        dimensions: {
          ENERGY: { billedKwh: '20', exclTax: '5', inclTax: '5.5' },
          TIME: { billedSeconds: '3601', exclTax: '1.0002777778', inclTax: '1.2003333333' },
          PARKING_TIME: { billedSeconds: '0', exclTax: '0', inclTax: '0' },
          FLAT: { exclTax: '0', inclTax: '0' },
          RESERVATION: { billedSeconds: '0', exclTax: '0', inclTax: '0' },
        },
        periods: [expect.objectContaining({ index: 0 })],
        notes: [{ code: 'hours-read-as-seconds', period: 0 }],
      },
    ]);
  });

  test('a session and a CDR of the same quantities cost the same, in all their forms', async () => {
    const { version: _version, ...unversioned } = LINE;
    const { status, answers } = await answersTo('tariff', 'price', [
      LINE,
      unversioned,
      { version: '2.2.1', tariffs: [TARIFF], session: SESSION },
      { version: '2.2.1', cdr: CDR },
      { version: '2.2.1', cdr: CDR, time_zone: 'Europe/Berlin' },
      { version: '2.2.1', cdr: { ...CDR, tariffs: [] }, tariffs: [TARIFF] },
      CDR,
    ]);
    expect(status).toBe(0);
    const [first] = answers;
    expect(answers.map(({ total }) => total)).toEqual(answers.map(() => first?.total));
  });

  test('the periods sum to the dimensions, also where a step was billed to the last of them', async () => {
    const period = (minute: string) => ({
      start_date_time: `2026-03-02T10:${minute}:00Z`,
      dimensions: [{ type: 'TIME', volume: 0.1 }],
    });
    const elements = [{ price_components: [{ type: 'TIME', price: 6, vat: 0, step_size: 1200 }] }];
    const session = {
      ...SESSION,
      end_date_time: '2026-03-02T10:24:00Z',
      charging_periods: ['00', '06', '12', '18'].map(period),
    };
    const line = { ...LINE, tariff: { ...TARIFF, elements }, session };
    const { answers } = await answersTo('tariff', 'price', [line]);
    const periods = answers[0]?.periods as {
      parts: { billedSeconds: string; exclTax: string }[];
    }[];
    expect(periods.map(({ parts }) => parts.map((it) => [it.billedSeconds, it.exclTax]))).toEqual([
      [['360', '0.6']],
      [['360', '0.6']],
      [['360', '0.6']],
      [['1320', '2.2']],
    ]);
    expect(answers[0]?.total).toEqual({ exclTax: '4', inclTax: '4' });
  });

  test('what is not known is null, never 0', async () => {
    const untaxed = { type: 'ENERGY', price: 0.25, step_size: 1 };
    const { status, answers } = await answersTo('tariff', 'price', [
      { ...LINE, tariff: { ...TARIFF, elements: [{ price_components: [untaxed] }] } },
      { version: '2.2.1', cdr: { ...CDR, tariffs: [] } },
      { version: '2.2.1', tariffs: [], session: SESSION },
    ]);
    expect(status).toBe(0);
    const unknown = { exclTax: null, inclTax: null };
    expect(answers.map(({ total }) => total)).toEqual([
      { exclTax: '5', inclTax: null },
      unknown,
      unknown,
    ]);
    expect(answers[1]).toMatchObject({
      dimensions: { ENERGY: { billedKwh: null, ...unknown }, FLAT: unknown },
      notes: [{ code: 'no-tariff' }],
    });
  });

  test('of a CDR it needs quantities, times and tariffs; what else is missing is noted', async () => {
    const { start_date_time, end_date_time, charging_periods, tariffs } = CDR;
    const bare = { start_date_time, end_date_time, charging_periods };
    const { answers } = await answersTo('tariff', 'price', [
      { version: '2.2.1', cdr: { ...bare, tariffs }, time_zone: 'Europe/Berlin' },
      { version: '2.2.1', cdr: { ...bare, start_date_time: 'x' }, tariffs },
    ]);
    expect(answers).toMatchObject([
      { total: { exclTax: '6.0002777778' } },
      { error: { pointer: '/cdr/start_date_time' } },
    ]);
    expect(answers[0]).toMatchObject({
      notes: expect.arrayContaining([expect.objectContaining({ pointer: '/cdr/cdr_token' })]),
    });
    const verified = await answersTo('tariff', 'verify', [{ version: '2.2.1', cdr: bare }]);
    expect(verified.answers[0]).toMatchObject({ error: { code: 'unusable' } });
  });

  test('a zone that nobody names is the one of the country, else UTC and said so', async () => {
    const night = { start_time: '00:00', end_time: '11:30' };
    const elements = [{ ...TARIFF.elements[0], restrictions: night }];
    const cdr = { ...CDR, tariffs: [{ ...TARIFF, elements }] };
    const elsewhere = { ...cdr, cdr_location: { ...CDR.cdr_location, country: 'USA' } };
    const { answers } = await answersTo('tariff', 'price', [{ cdr }, { cdr: elsewhere }]);
    const codes = answers.map(({ notes }) => (notes as { code: string }[]).map(({ code }) => code));
    expect(codes[0]).not.toContain('time-zone-assumed');
    expect(codes[1]).toContain('time-zone-assumed');
  });
});

describe('a line that cannot be read', () => {
  const session = (changes: object) => ({ ...LINE, session: { ...SESSION, ...changes } });
  const component = { type: 'ENERGY', price: 'free', vat: 10, step_size: 1 };
  const badTariff = { ...TARIFF, elements: [{ price_components: [component] }] };
  const cases: readonly (readonly [unknown, string, string])[] = [
    ['{"version":', 'invalid-json', ''],
    ['nonsense', 'invalid-json', ''],
    [`${'['.repeat(5_000)}${']'.repeat(5_000)}`, 'too-deep', ''],
    [[LINE], 'invalid', ''],
    ['null', 'invalid', ''],
    [{}, 'unknown-form', ''],
    [{ ...LINE, version: '3.0' }, 'unknown-version', '/version'],
    [{ ...LINE, dialect: 'klingon' }, 'unknown-dialect', '/dialect'],
    [{ version: '2.2.1', session: SESSION }, 'missing', '/tariff'],
    [{ ...LINE, tariff: badTariff }, 'unusable', '/tariff/elements/0/price_components/0/price'],
    [
      { ...LINE, tariffs: [TARIFF, badTariff] },
      'unusable',
      '/tariffs/1/elements/0/price_components/0/price',
    ],
    [{ ...LINE, tariffs: {} }, 'invalid', '/tariffs'],
    [{ ...LINE, session: 'now' }, 'invalid', '/session'],
    [session({ start_date_time: 'today' }), 'invalid', '/session/start_date_time'],
    [session({ end_date_time: undefined }), 'invalid', '/session/end_date_time'],
    [session({ time_zone: 'Mars/Olympus' }), 'time-zone', '/session/time_zone'],
    [session({ charging_periods: {} }), 'unusable', '/session/charging_periods'],
    [
      session({ charging_periods: [{ start_date_time: SESSION.start_date_time, dimensions: 1 }] }),
      'unusable',
      '/session/charging_periods/0/dimensions',
    ],
    [session({ reservation_expired: 'yes' }), 'invalid', '/session/reservation_expired'],
    [{ version: '2.2.1', cdr: { ...CDR, end_date_time: 5 } }, 'unusable', '/cdr/end_date_time'],
    [{ version: '2.2.1', cdr: CDR, time_zone: 'here' }, 'time-zone', '/time_zone'],
  ];

  test('gets its error in its place, and the next goes on; the exit status says so', async () => {
    const { status, answers } = await answersTo(
      'tariff',
      'price',
      cases.flatMap(([line]) => [line, LINE]),
    );
    expect(status).toBe(1);
    expect(answers).toHaveLength(2 * cases.length);
    for (const [index, [, code, pointer]] of cases.entries()) {
      const message = expect.stringMatching(/./);
      expect(answers[2 * index], `case ${index}`).toEqual({ error: { code, message, pointer } });
      expect(answers[2 * index + 1]).toMatchObject({ total: { exclTax: '6.0002777778' } });
    }
  });

  test('is told with its file and line to a person', async () => {
    const file = fileOf('broken.ndjson', `${JSON.stringify(LINE)}\n\n{"version":"2.2.1"}\n`);
    const { status, stdout } = await runCommand('tariff', ['price', file]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^Energy/);
    expect(stdout).toContain(`${file}:3: unknown-form: expected`);
    const both = await runCommand('tariff', ['lint', file, fileOf('again.json', LINE)]);
    expect(both.stdout).toContain('again.json:1\n');
  });
});

describe('inputs', () => {
  test('files are answered in their order, a missing one in its place', async () => {
    const pretty = fileOf('pretty.json', LINE);
    const lines = fileOf('lines.ndjson', `${JSON.stringify(LINE)}\r\n${JSON.stringify(LINE)}`);
    const args = ['price', '--json', pretty, join(dir, 'absent.json'), lines, '-'];
    const { status, stdout } = await runCommand('tariff', args, JSON.stringify({}));
    expect(status).toBe(1);
    const answers = stdout.trimEnd().split('\n');
    const codes = answers.map((it) => JSON.parse(it).error?.code ?? 'priced');
    expect(codes).toEqual(['priced', 'unreadable-file', 'priced', 'priced', 'unknown-form']);
  });

  test('nothing in is nothing out', async () => {
    expect(await runCommand('tariff', ['price', '--json'])).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
  });

  test('help goes to standard output; what makes no sense to standard error, with status 2', async () => {
    const help = await runCommand('tariff', ['--help']);
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toContain('verify');
    for (const args of [[], ['prize'], ['price', '--jason']]) {
      const { status, stdout, stderr } = await runCommand('tariff', args);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toContain('Usage: npm run -s tariff');
    }
  });
});

describe('the other commands', () => {
  test('explain tells the reason of each amount, in English and in German', async () => {
    const { answers } = await answersTo('tariff', 'explain', [LINE]);
    expect(answers[0]).toMatchObject({ lines: [{ kind: 'part' }, { kind: 'part' }, {}, {}] });
    const german = await runCommand('tariff', ['explain', '--language=de'], JSON.stringify(LINE));
    expect(german.stdout).toMatch(/Energie.*20.*kWh/);
    expect(german.stdout).toMatch(/Zuzüglich 10\s% Steuer\./);
  });

  test('lint points into the line', async () => {
    const crossed = { ...TARIFF.elements[0], restrictions: { min_kwh: 20, max_kwh: 10 } };
    const tariff = { ...TARIFF, elements: [crossed] };
    const lines = [
      { version: '2.2.1', tariff },
      { version: '2.2.1', tariffs: [TARIFF, tariff] },
    ];
    const { status, answers } = await answersTo('tariff', 'lint', [...lines, tariff]);
    expect(status).toBe(0);
    const pointers = answers.map(({ findings }) =>
      (findings as { code: string; pointer: string }[])
        .filter(({ code }) => code === 'restriction-crossed')
        .map(({ pointer }) => pointer.replace(/\/elements.*/, '')),
    );
    expect(pointers).toEqual([['/tariff'], ['/tariffs/1'], ['']]);
  });

  test('quote gives a range, and with a plan the operator’s part and ours', async () => {
    const line = {
      version: '2.2.1',
      tariff: TARIFF,
      at: '2026-03-02T10:00:00Z',
      time_zone: 'Europe/Berlin',
      charge: { from_percent: 20, to_percent: 80 },
      connector: { max_power_kw: 11 },
      vehicle: { battery_kwh: '50' },
      plan: { fee_per_charge: 0.5, vat_percent: 19 },
    };
    const { status, answers } = await answersTo('tariff', 'quote', [
      line,
      { ...line, vehicle: undefined },
      { ...line, connector: {} },
      { ...line, stay_seconds: 0.5 },
    ]);
    expect(status).toBe(1);
    expect(answers[0]).toMatchObject({
      dimensions: { ENERGY: { billedKwh: '30', exclTax: '7.5' } },
      dependsOn: ['power'],
      driver: { kind: 'quoted', ours: { amount: '0.60', currency: 'EUR' } },
    });
    expect(answers[1]).toMatchObject({ exclTax: null, refusal: { code: 'no-battery' } });
    expect(answers[2]).toMatchObject({
      error: { code: 'missing', pointer: '/connector/max_power_kw' },
    });
    expect(answers[3]).toMatchObject({ error: { code: 'invalid', pointer: '/stay_seconds' } });
  });

  test('verify finds what a CDR claims too much', async () => {
    const right = { ...CDR, total_cost: { excl_vat: 6, incl_vat: 6.7 } };
    const wrong = { ...CDR, total_cost: { excl_vat: 9, incl_vat: 9.7 } };
    const { status, answers } = await answersTo('tariff', 'verify', [
      { version: '2.2.1', cdr: right },
      { version: '2.2.1', cdr: wrong, tariffs: [TARIFF] },
      LINE,
    ]);
    expect(status).toBe(1);
    expect(answers[0]).toMatchObject({ state: 'accepted', computed: { exclTax: '6.0002777778' } });
    expect(answers[1]).toMatchObject({
      state: 'disputed',
      findings: expect.arrayContaining([
        expect.objectContaining({ code: 'R09', differenceMinor: '300' }),
      ]),
    });
    expect(answers[2]).toMatchObject({ error: { code: 'unknown-form' } });
  });
});

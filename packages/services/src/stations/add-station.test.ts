import { type Context, findStations } from '@peregrine/services';
import { buildTariff, type TestDatabase, testContext, testDatabase } from '@peregrine/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addStation, type NewStation } from './add-station.ts';
import { authenticateStation } from './authenticate-station.ts';

let test_: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  test_ = await testDatabase();
  ctx = testContext({ database: test_.database });
});
afterAll(() => test_.close());

const { party: _, lastUpdated: __, ...tariff } = buildTariff({ tariffId: 'PER-STD' });
const station = (change: Partial<NewStation> = {}): NewStation => ({
  identity: 'BERLIN-1',
  password: 'first',
  site: {
    locationId: 'PER-BER-1',
    name: 'Peregrine Tempelhof',
    address: 'Tempelhofer Damm 1',
    city: 'Berlin',
    country: 'DE',
    point: { latitude: 52.4823, longitude: 13.389 },
    timeZone: 'Europe/Berlin',
  },
  connectors: [
    { standard: 'IEC_62196_T2', format: 'SOCKET', powerType: 'AC_3_PHASE', maxPowerW: 22_000 },
  ],
  tariff,
  ...change,
});

test('a station can be added again: new password, nothing twice', async () => {
  const first = await addStation(ctx, station());
  const again = await addStation(ctx, station({ password: 'second' }));
  expect(again).toEqual(first);
  const asked = { identity: 'BERLIN-1' };
  expect(await authenticateStation(ctx, { ...asked, password: 'first' })).toEqual({
    kind: 'wrong-password',
  });
  expect(await authenticateStation(ctx, { ...asked, password: 'second' })).toEqual({
    kind: 'known',
    ...first,
  });
  const { read } = ctx.db;
  expect(await read.partner.count({ where: { kind: 'internal' } })).toBe(1);
  expect(await read.tariffVersion.count()).toBe(1);
  expect(await read.evse.count()).toBe(1);
});

test('a second station at a site leaves the EVSEs of the first', async () => {
  await addStation(ctx, station({ identity: 'BERLIN-2' }));
  const evses = await ctx.db.read.evse.findMany({ orderBy: { evseUid: 'asc' } });
  expect(evses.map(({ evseUid, status }) => [evseUid, status])).toEqual([
    ['BERLIN-1-1', 'UNKNOWN'],
    ['BERLIN-2-1', 'UNKNOWN'],
  ]);
});

test('the site is found among all others, with its price', async () => {
  const { items } = await findStations(ctx, { text: 'tempelhof', sort: 'power' });
  expect(items).toMatchObject([{ name: 'Peregrine Tempelhof', city: 'Berlin', evseCount: 2 }]);
});

test('drivers add no stations, and identities fit into an address', async () => {
  const driver = { ...ctx, actor: { kind: 'driver', userId: 'x' } } as const;
  await expect(addStation(driver, station())).rejects.toMatchObject({ code: 'not-allowed' });
  await expect(addStation(ctx, station({ identity: 'a/b' }))).rejects.toMatchObject({
    code: 'invalid-input',
    field: 'identity',
  });
});

import { type Instant, instantOf, type Location, partyRef } from '@peregrine/domain';
import {
  at,
  buildConnector,
  buildEvse,
  buildLocation,
  buildTariff,
  component,
  insertCharge,
  insertDriver,
  insertPartner,
  insertPlan,
  type TestDatabase,
  testClock,
  testContext,
  testDatabase,
} from '@peregrine/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptTariffs } from '../tariffs/accept-tariffs.ts';
import { acceptEvseUpdates } from './accept-evse-updates.ts';
import { acceptLocations } from './accept-locations.ts';
import { findStations } from './find-stations.ts';
import { readMapExtent } from './read-map-extent.ts';
import { readMapTile, tileBounds } from './read-map-tile.ts';
import { viewStation } from './view-station.ts';

let store: TestDatabase;
let partnerId: string;
const clock = testClock();
const ctx = () => testContext({ database: store.database, clock });

const place = (locationId: string, change: Partial<Location> = {}): Location =>
  buildLocation({ locationId, ...change });

async function accept(...locations: Location[]) {
  const items = locations.map((value) => ({ value, findings: [] }));
  return await acceptLocations(ctx(), { partnerId, items });
}
/** Takes places of one test off the map again. */
const retire = (...ids: string[]) =>
  accept(
    ...ids.map((id) =>
      place(id, { publish: false, lastUpdated: '2027-01-01T00:00:00Z' as Instant }),
    ),
  );
const names = async (search: Parameters<typeof findStations>[1]) =>
  (await findStations(ctx(), search)).items.map(({ name }) => name);

beforeAll(async () => {
  store = await testDatabase();
  partnerId = (await insertPartner(store.database.read)).id;
  await insertPlan(store.database.read);
  const cheap = buildTariff({
    tariffId: 'CHEAP',
    elements: [{ components: [component('ENERGY', '0.30', { vat: '21' })] }],
  });
  const steep = buildTariff({
    tariffId: 'NIGHT',
    elements: [{ components: [component('ENERGY', '0.10')], restrictions: { startTime: '22:00' } }],
  });
  const items = [buildTariff(), cheap, steep].map((value) => ({ value, findings: [] }));
  await acceptTariffs(ctx(), { partnerId, items });
  const dc = buildConnector({
    id: '1',
    standard: 'IEC_62196_T2_COMBO',
    plug: 'ccs',
    maxPowerW: 150_000,
    tariffIds: ['CHEAP'],
  });
  await accept(
    place('A'),
    place('B', {
      name: 'Café Zürich',
      city: 'Zwolle',
      point: { latitude: 52.51, longitude: 6.09 },
      evses: [
        buildEvse({ evseUid: 'B1', status: 'CHARGING', connectors: [dc] }),
        buildEvse({ evseUid: 'B2', status: 'OUTOFORDER' }),
      ],
    }),
    place('C', {
      name: 'Without price',
      city: 'Utrecht',
      point: { latitude: 52.09, longitude: 5.11 },
      evses: [buildEvse({ evseUid: 'C1', connectors: [buildConnector({ tariffIds: [] })] })],
    }),
    place('D', { name: 'Hidden', publish: false }),
    place('E', {
      name: 'Planned only',
      evses: [buildEvse({ evseUid: 'E1', status: 'PLANNED' })],
    }),
  );
});
afterAll(() => store.close());

test('what is not published, or has no EVSE yet, is on no list and no page', async () => {
  const { items, totalCount } = await findStations(ctx(), {});
  expect(items.map(({ name }) => name)).toEqual([
    'Café Zürich',
    'Lowland Centraal',
    'Without price',
  ]);
  expect(totalCount).toBe(3);
  const [hidden] = await store.sql<{ id: string }>(
    "SELECT id FROM location WHERE location_id = 'D'",
  );
  await expect(viewStation(ctx(), { id: hidden?.id ?? '' })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test.each([
  ['cafe zurich', ['Café Zürich']],
  ['ZÜRICH café', ['Café Zürich']],
  ['zwolle', ['Café Zürich']],
  ['centraal amsterdam', ['Lowland Centraal']],
  ['lowland', ['Café Zürich', 'Lowland Centraal', 'Without price']],
  ['100%', []],
  ['_', ['Café Zürich', 'Lowland Centraal', 'Without price']],
])('the search for "%s" forgives accents and case', async (text, expected) => {
  expect(await names({ text })).toEqual(expected);
});

test('a search shows what lies in the town first, then what is called so, then what mentions it', async () => {
  const point = { latitude: 50, longitude: 5 };
  await accept(
    place('T1', { name: 'On the way to Orléans', city: 'Neuvy', point }),
    place('T2', { name: 'Orléans Saran', city: 'Saran', point }),
    place('T3', { name: 'Town hall', city: 'ORLEANS', point: { latitude: 47.9, longitude: 1.9 } }),
  );
  const wanted = ['Town hall', 'Orléans Saran', 'On the way to Orléans'];
  expect(await names({ text: 'orleans', near: point })).toEqual(wanted);
  expect(await names({ text: 'Orléans' })).toEqual(wanted);
  await retire('T1', 'T2', 'T3');
});

test('what a filter asks for must be met by one EVSE, also where the station has all of it', async () => {
  const ccs = { standard: 'IEC_62196_T2_COMBO', plug: 'ccs' } as const;
  const fast = buildConnector({ ...ccs, maxPowerW: 150_000 });
  const slow = buildConnector({ ...ccs, maxPowerW: 50_000 });
  const beside = buildConnector({ id: '2', maxPowerW: 22_000 });
  const search = { text: 'mixed' };
  await accept(
    place('X1', {
      name: 'Mixed by power',
      evses: [
        buildEvse({ evseUid: 'X1-1', status: 'CHARGING', connectors: [fast] }),
        buildEvse({ evseUid: 'X1-2', connectors: [slow] }),
      ],
    }),
    place('X2', {
      name: 'Mixed by plug',
      evses: [buildEvse({ evseUid: 'X2-1', connectors: [fast, beside] })],
    }),
  );
  const both = ['Mixed by plug', 'Mixed by power'];
  const free = { ...search, availableOnly: true };
  expect(await names({ ...search, plugs: ['ccs'], minPowerW: 100_000 })).toEqual(both);
  expect(await names({ ...search, plugs: ['type2'], minPowerW: 100_000 })).toEqual([]);
  expect(await names({ ...free, minPowerW: 100_000 })).toEqual(['Mixed by plug']);
  expect(await names({ ...free, plugs: ['ccs'], minPowerW: 100_000 })).toEqual(['Mixed by plug']);
  expect(await names({ ...free, plugs: ['ccs'], minPowerW: 50_000 })).toEqual(both);
  await retire('X1', 'X2');
});

test('filters of plug and power must be met by one connector', async () => {
  expect(await names({ plugs: ['ccs'] })).toEqual(['Café Zürich']);
  expect(await names({ minPowerW: 100_000 })).toEqual(['Café Zürich']);
  expect(await names({ plugs: ['type2'], minPowerW: 100_000 })).toEqual([]);
  expect(await names({ plugs: ['ccs', 'type2'], availableOnly: true })).toEqual([
    'Lowland Centraal',
    'Without price',
  ]);
});

test('distance is from the place asked for, and sorts', async () => {
  const near = { latitude: 52.09, longitude: 5.12 };
  const { items } = await findStations(ctx(), { near });
  expect(items.map(({ name }) => name)).toEqual([
    'Without price',
    'Lowland Centraal',
    'Café Zürich',
  ]);
  expect(items[0]?.distanceM).toBeGreaterThan(600);
  expect(items[0]?.distanceM).toBeLessThan(750);
});

test('power sorts from the highest, price from the lowest, unknown prices last', async () => {
  expect((await names({ sort: 'power' }))[0]).toBe('Café Zürich');
  const { items } = await findStations(ctx(), { sort: 'price' });
  expect(items.map(({ name, energyPrice }) => [name, energyPrice?.allIn])).toEqual([
    ['Café Zürich', '0.4114'],
    ['Lowland Centraal', '0.5929'],
    ['Without price', undefined],
  ]);
});

test('pages go on where the last one ended, and a foreign cursor is refused', async () => {
  const first = await findStations(ctx(), { limit: 2 });
  expect(first).toMatchObject({ totalCount: 3, nextCursor: '2' });
  const second = await findStations(ctx(), { limit: 2, cursor: first.nextCursor ?? '' });
  expect(second.items).toHaveLength(1);
  expect(second.nextCursor).toBeUndefined();
  expect(await findStations(ctx(), { cursor: '9' })).toEqual({ items: [], totalCount: 3 });
  await expect(findStations(ctx(), { cursor: 'x' })).rejects.toMatchObject({ field: 'cursor' });
});

test('bounds narrow, also across the date line', async () => {
  const bounds = { west: 4.8, east: 5, south: 52.3, north: 52.4 };
  expect(await names({ bounds })).toEqual(['Lowland Centraal']);
  const turned = { ...bounds, west: bounds.west + 360, east: bounds.east + 360 };
  expect(await names({ bounds: turned })).toEqual(['Lowland Centraal']);
  expect(await names({ bounds: { ...bounds, west: 170, east: 190 } })).toEqual([]);
});

test('the page of a station shows status, age and price of each plug, operator and ours apart', async () => {
  const [row] = (await findStations(ctx(), { text: 'centraal' })).items;
  const view = await viewStation(ctx(), { id: row?.id ?? '' });
  expect(view).toMatchObject({
    name: 'Lowland Centraal',
    kind: 'partner',
    timeZone: 'Europe/Amsterdam',
    availability: 'available',
    evses: [
      {
        availability: 'available',
        remoteStart: true,
        statusReceivedAt: instantOf(clock.now()),
        connectors: [
          {
            plug: 'type2',
            powerW: 22_000,
            price: {
              kind: 'known',
              currency: 'EUR',
              vatPercent: '21',
              components: [
                {
                  dimension: 'ENERGY',
                  per: 'kWh',
                  allIn: '0.5929',
                  operator: '0.5445',
                  ours: '0.0484',
                },
                { dimension: 'FLAT', per: 'charge', allIn: '0.4235' },
              ],
            },
          },
        ],
      },
    ],
  });
});

test.each([
  ['no tariff', [], 'no-tariff'],
  ['a tariff that was never received', ['GHOST'], 'tariff-not-received'],
  ['a tariff with rules that we cannot show', ['NIGHT'], 'unsupported-tariff'],
])('with %s the price is unknown, and why is said', async (_, tariffIds, reason) => {
  const evses = [buildEvse({ connectors: [buildConnector({ tariffIds })] })];
  await accept(place('P', { name: 'Price test', evses, lastUpdated: instantOf(clock.now()) }));
  const [row] = (await findStations(ctx(), { text: 'price test' })).items;
  const view = await viewStation(ctx(), { id: row?.id ?? '' });
  expect(view.evses[0]?.connectors[0]?.price).toEqual({ kind: 'unknown', reason });
  expect(row?.energyPrice).toBeUndefined();
});

test('far off, what stands alone is a station, with the best of its EVSEs', async () => {
  const place = { z: 5, x: 16, y: 10 };
  const tile = await readMapTile(ctx(), place);
  expect(tile.stations.find(({ name }) => name === 'Café Zürich')).toMatchObject({
    evses: 2,
    available: 0,
    availability: 'in-use',
    maxPowerW: 150_000,
  });
  const clustered = tile.clusters.reduce((sum, { stations }) => sum + stations, 0);
  const { totalCount } = await findStations(ctx(), { bounds: tileBounds(place) });
  expect(clustered + tile.stations.length).toBe(totalCount);
  expect(await readMapTile(ctx(), { z: 5, x: 1, y: 1 })).toEqual({ clusters: [], stations: [] });
});

test('clusters and stations together lose none and count none twice', async () => {
  // Some on the edges of tiles: 2.8125 degrees is one at zoom 7 and beyond.
  const many = Array.from({ length: 120 }, (_, index) =>
    place(`M${index}`, {
      name: `Many ${index}`,
      point: { latitude: 45 + (index % 12) / 10, longitude: 2.8125 * Math.floor(index / 40) },
    }),
  );
  await accept(...many);
  const far = await readMapTile(ctx(), { z: 5, x: 16, y: 11 });
  expect(far.clusters.length).toBeGreaterThan(1);
  const sum = (key: 'stations' | 'evses' | 'available') =>
    far.clusters.reduce((total, cluster) => total + cluster[key], 0);
  expect([sum('stations'), sum('evses'), sum('available')]).toEqual([120, 120, 120]);
  expect(JSON.stringify(far).length).toBeLessThan(100_000);
  for (const z of [7, 9]) expect(await countInTiles(z)).toBe(120);
});

test('the extent holds every station shown, but not the odd one of very many at 0/0', async () => {
  await accept(place('EAST', { point: { latitude: 52.5, longitude: 13.4 } }));
  expect((await readMapExtent(ctx()))?.east).toBeGreaterThanOrEqual(13.4);
  const many = Array.from({ length: 1200 }, (_, index) => place(`W${index}`));
  await accept(place('NULL-ISLAND', { point: { latitude: 0, longitude: 0 } }), ...many);
  expect((await readMapExtent(ctx()))?.south).toBeGreaterThan(40);
  await retire('EAST', 'NULL-ISLAND', ...many.map(({ locationId }) => locationId));
});

/** How many stations all tiles show together that cover the many. */
async function countInTiles(z: number): Promise<number> {
  const column = (longitude: number) => Math.floor(((longitude + 180) / 360) * 2 ** z);
  const row = (latitude: number) => {
    const radians = (latitude * Math.PI) / 180;
    return Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** z);
  };
  let count = 0;
  for (let x = column(-0.1); x <= column(5.7); x += 1) {
    for (let y = row(46.2); y <= row(44.9); y += 1) {
      const { clusters, stations } = await readMapTile(ctx(), { z, x, y });
      count += clusters.reduce((sum, cluster) => sum + cluster.stations, stations.length);
    }
  }
  return count;
}

test.each([
  { z: 1, x: 2, y: 0 },
  { z: 30, x: 0, y: 0 },
  { z: 0, x: 0.5, y: 0 },
  { z: -1, x: 0, y: 0 },
])('the tile $z/$x/$y does not exist', async (tile) => {
  await expect(readMapTile(ctx(), tile)).rejects.toMatchObject({ code: 'invalid-input' });
});

test('a location that comes twice in one batch is kept in its newest state', async () => {
  const results = await accept(
    place('TWICE', { name: 'Newer', lastUpdated: at('2026-03-01T12:00:00Z') }),
    place('TWICE', { name: 'Older', lastUpdated: at('2026-03-01T11:00:00Z') }),
  );
  expect(results).toEqual(['kept', 'stale']);
  expect(await names({ text: 'newer' })).toEqual(['Newer']);
});

test("another party's location is refused as a whole, and nothing of the batch is stored", async () => {
  const actor = { kind: 'partner', partnerId, parties: [partyRef('NL', 'LOW')] } as const;
  const items = [
    place('MINE', { name: 'Mine' }),
    place('THEIRS', { party: partyRef('BE', 'OTH') }),
  ].map((value) => ({ value, findings: [] }));
  await expect(acceptLocations({ ...ctx(), actor }, { partnerId, items })).rejects.toMatchObject({
    code: 'foreign-party',
  });
  expect(await names({ text: 'mine' })).toEqual([]);
});

test('an EVSE that says CHARGING is evidence for the charge that was accepted there', async () => {
  const evse = buildEvse({ evseUid: 'EVIDENCE' });
  await accept(place('EV', { name: 'Evidence', evses: [evse] }));
  const driver = await insertDriver(store.database.read);
  const key = { userId: driver.id, partnerId };
  const charge = await insertCharge(store.database.read, key, {
    locationId: 'EV',
    evseUid: 'EVIDENCE',
    startState: 'accepted',
    energyState: 'expected',
  });
  const changed = { ...evse, status: 'CHARGING' as const, lastUpdated: at('2026-03-01T10:30:00Z') };
  const value = {
    party: partyRef('NL', 'LOW'),
    locationId: 'EV',
    evseUid: 'EVIDENCE',
    evse: changed,
  };
  await acceptEvseUpdates(ctx(), { partnerId, items: [{ value, findings: [] }] });
  const [row] = await store.sql<{ energy_state: string }>(
    'SELECT energy_state FROM charge WHERE id = $1',
    [charge.id],
  );
  expect(row?.energy_state).toBe('charging');
});

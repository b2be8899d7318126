import { createOcpiGateway } from '@peregrine/ocpi';
import { findStations, pullPartner, readMapTile } from '@peregrine/services';
import {
  insertPartner,
  insertPlan,
  testClock,
  testContext,
  testDatabase,
} from '@peregrine/testkit';
import { afterAll, expect, test } from 'vitest';
import { tilesOfEurope, timeEach } from './measure.ts';
import { startPagedCpo } from './paged-cpo.ts';
import { wireConnector, wireEvse, wireLocation, wireTariff } from './wire-objects.ts';

const STATIONS = 10_469;

/** Clustered as stations are: most around a few hundred towns, from Lisbon to Helsinki. */
function stations() {
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const towns = Array.from({ length: 300 }, () => [37 + random() * 24, -9 + random() * 34]);
  return Array.from({ length: STATIONS }, (_, index) => {
    const [latitude = 0, longitude = 0] = towns[Math.floor(random() ** 2 * 300)] ?? [];
    const evses = Array.from({ length: 1 + Math.floor(random() * 4) }, (_unused, n) =>
      wireEvse({
        uid: `S${index}-${n}`,
        status: random() < 0.6 ? 'AVAILABLE' : 'CHARGING',
        connectors: [wireConnector({ max_electric_power: random() < 0.3 ? 150_000 : 22_000 })],
      }),
    );
    return wireLocation({
      id: `S${index}`,
      name: `Station ${index}`,
      city: `Town ${Math.floor(index / 35)}`,
      coordinates: {
        latitude: (latitude + (random() - 0.5) / 5).toFixed(6),
        longitude: (longitude + (random() - 0.5) / 5).toFixed(6),
      },
      evses,
    });
  });
}

const store = await testDatabase();
await insertPlan(store.database.read);
const cpo = await startPagedCpo({ locations: stations(), tariffs: [wireTariff()] });
const endpoints = { create: cpo.endpoints };
const partner = await insertPartner(store.database.read, { endpoints, theirTokenSealed: 't' });
const ocpi = createOcpiGateway({ allowLoopback: true, ocpiUrl: 'http://127.0.0.1:3010' });
const secrets = { seal: (text: string) => text, open: (sealed: string) => sealed };
const ctx = testContext({
  database: store.database,
  clock: testClock(),
  ports: { partners: { ocpi, internal: ocpi }, secrets },
});

afterAll(async () => {
  ocpi.close();
  await cpo.close();
  await store.close();
});

/** Written past the reporter: numbers are what a bench is for. */
function report(what: string, figures: unknown): void {
  process.stdout.write(`${what}: ${JSON.stringify(figures)}\n`);
}

test('10,469 stations are pulled within 60 s', async () => {
  const from = performance.now();
  const outcome = await pullPartner(ctx, { partnerId: partner.id });
  const seconds = (performance.now() - from) / 1000;
  const rssMb = Math.round(process.memoryUsage().rss / 1e6);
  report('pull', { seconds: Number(seconds.toFixed(1)), rssMb, outcome });
  expect(seconds).toBeLessThan(60);
}, 120_000);

test('map tiles stay below 100 ms at p95 and 100 KB', async () => {
  await store.sql('ANALYZE');
  const filters = [{}, { plugs: ['type2'], minPowerW: 50_000 }, { availableOnly: true }] as const;
  for (const filter of filters) {
    let largest = 0;
    const calls = tilesOfEurope(20).map((tile) => async () => {
      const answer = await readMapTile(ctx, {
        ...tile,
        ...filter,
        plugs: 'plugs' in filter ? [...filter.plugs] : [],
      });
      largest = Math.max(largest, JSON.stringify(answer).length);
    });
    const times = await timeEach(calls);
    report(`tiles ${JSON.stringify(filter)}`, { ...times, largest });
    expect(times.p95).toBeLessThan(100);
    expect(largest).toBeLessThan(100_000);
  }
}, 120_000);

test('searches', async () => {
  const near = { latitude: 48.8, longitude: 2.3 };
  const searches = [
    { near },
    { near, sort: 'price' },
    { text: 'town 12' },
    { plugs: ['type2'], minPowerW: 100_000, sort: 'power' },
  ] as const;
  for (const search of searches) {
    const calls = Array.from({ length: 20 }, () => () => {
      const plugs = 'plugs' in search ? [...search.plugs] : [];
      return findStations(ctx, { ...search, plugs });
    });
    report(`search ${JSON.stringify(search)}`, await timeEach(calls));
  }
}, 120_000);

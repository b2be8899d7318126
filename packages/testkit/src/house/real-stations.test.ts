import { randomUUID } from 'node:crypto';
import type { QuoteView, ReceiptView, StationPage, StationView } from '@peregrine/services';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { untilSeen, untilWord } from './charges.ts';
import {
  findAll,
  IRVE_FILE,
  IRVE_STATIONS,
  isIrveHere,
  pulled,
  readTile,
  tileAt,
} from './real-stations.ts';
import { type House, runHouse } from './run-house.ts';
import { type Browser, signIn } from './sign-in.ts';

const PLATFORM = 'IRVE France';
const PARIS = { latitude: 48.8566, longitude: 2.3522 };
const ORLEANS = { latitude: 47.9025, longitude: 1.909 };

// Skipped only where the file is not: it is public data that lies beside the repository.
describe.skipIf(!isIrveHere)(`the real stations of ${IRVE_FILE}`, () => {
  let house: House;
  let driver: Browser;
  beforeAll(async () => {
    house = await runHouse({ sandboxArgs: ['--irve', IRVE_FILE] });
    driver = await signIn(house, house.stack.links.driverLink);
    expect(await pulled(house, PLATFORM)).toMatchObject({ objects: IRVE_STATIONS, error: null });
  });
  afterAll(() => house?.close());

  test('all of them are stored, each with its points of charge', async () => {
    const [stored] = await house.sql<{ stations: number; bare: number }>(
      `SELECT count(*)::int AS stations, count(*) FILTER (WHERE evse_count = 0)::int AS bare
       FROM location JOIN partner ON partner.id = partner_id WHERE partner.name = $1`,
      [PLATFORM],
    );
    expect(stored).toEqual({ stations: IRVE_STATIONS, bare: 0 });
  });

  test.each([0, 3, 5])('the tiles of zoom %i show every station once', async (zoom) => {
    const northWest = tileAt(zoom, -62, 63);
    const southEast = tileAt(zoom, 56, -22);
    const seen = { stations: 0, evses: 0 };
    for (let x = northWest.x; x <= southEast.x; x += 1) {
      for (let y = northWest.y; y <= southEast.y; y += 1) {
        const { clusters, stations } = await readTile(driver, zoom, { x, y });
        seen.stations += stations.length;
        for (const cluster of clusters) seen.stations += cluster.stations;
        for (const { evses } of [...clusters, ...stations]) seen.evses += evses;
      }
    }
    const [stored] = await house.sql<{ stations: number; evses: number }>(
      'SELECT count(*)::int AS stations, sum(evse_count)::int AS evses FROM location WHERE publish',
    );
    expect(seen).toEqual(stored);
  });

  test('a tile of Paris shows single stations, and a filter fewer of them', async () => {
    const at = tileAt(15, PARIS.longitude, PARIS.latitude);
    const all = await readTile(driver, 15, at);
    const fast = await readTile(driver, 15, at, '?plugs=ccs&minPowerW=50000');
    expect(all.clusters).toEqual([]);
    expect(all.stations.length).toBeGreaterThan(3);
    expect(fast.stations.length).toBeLessThan(all.stations.length);
    const ids = new Set(all.stations.map(({ id }) => id));
    expect(fast.stations.every(({ id, maxPowerW }) => ids.has(id) && maxPowerW >= 50_000)).toBe(
      true,
    );
  });

  test('"orleans" finds Orléans, the town before what only mentions it', async () => {
    const found = await driver.query<StationPage>('stations.find', {
      text: 'orleans',
      near: PARIS,
    });
    const [first] = found.items;
    expect(first?.city).toBe('Orléans');
    expect(found.items.at(-1)?.city).not.toBe('Orléans');
    const accented = await driver.query<StationPage>('stations.find', {
      text: 'ORLÉANS',
      near: PARIS,
    });
    expect(accented.items.map(({ id }) => id)).toEqual(found.items.map(({ id }) => id));
  });

  test('the list pages through all of them; every tenth operator has no price, the others have', async () => {
    const rows = await findAll(driver, { near: PARIS });
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const french = rows.filter(({ country }) => country === 'FR');
    expect(french.length).toBe(IRVE_STATIONS);
    const operators = [...new Set(french.map(({ operatorName }) => operatorName))].sort();
    const unpriced = new Set(operators.filter((_, index) => index % 10 === 9));
    const wrong = french.filter(
      ({ energyPrice, operatorName }) => (energyPrice === undefined) !== unpriced.has(operatorName),
    );
    expect(wrong).toEqual([]);
    expect(unpriced.size).toBe(Math.floor(operators.length / 10));
  });

  test('one of them charges, from the quote to the paid receipt', async () => {
    const search = { near: ORLEANS, plugs: ['ccs'], minPowerW: 100_000, availableOnly: true };
    const { items } = await driver.query<StationPage>('stations.find', search);
    const priced = items.find(({ energyPrice }) => energyPrice !== undefined);
    const station = await driver.query<StationView>('stations.view', { id: priced?.id });
    const evse = station.evses.find(({ availability }) => availability === 'available');
    const connector = evse?.connectors.find(({ price }) => price.kind === 'known');
    const quote = await driver.mutate<QuoteView>('quotes.create', {
      evseId: evse?.id,
      connectorId: connector?.connectorId,
    });
    const { chargeId } = await driver.mutate<{ chargeId: string }>('charges.start', {
      startId: randomUUID(),
      quoteId: quote.id,
    });
    await untilSeen(driver, chargeId, '5 kWh', ({ live }) => Number(live?.energyKwh) >= 5);
    await driver.mutate('charges.stop', { chargeId });
    await untilWord(driver, chargeId, 'paid');
    const receipt = await driver.query<ReceiptView>('receipts.view', { chargeId });
    const shown = connector?.price.kind === 'known' ? connector.price.components : [];
    expect(receipt.lines).toMatchObject([
      { dimension: 'ENERGY', quantity: receipt.energyKwh, unitPrice: shown[0]?.allIn },
    ]);
    expect(receipt).toMatchObject({
      station: { name: station.name, country: 'FR' },
      vat: [{ percent: '20' }],
      payment: { state: 'paid', captured: receipt.total },
      quoted: true,
    });
  });
});

import { describe, expect, test } from 'vitest';
import {
  describeMachine,
  type Figure,
  peakMemoryMb,
  printFigures,
  type Times,
  tell,
  timeRounds,
} from './measure.ts';
import { IRVE_FILE, isIrveHere, pulled, tileAt } from './real-stations.ts';
import { type House, runHouse } from './run-house.ts';
import { type Browser, openBrowser } from './sign-in.ts';

/** What is promised with 10,000 stations; with more of them they are aims. */
const LIMITS = { pullSeconds: 60, workerMb: 400, tileMs: 100, tileBytes: 100_000, listMs: 100 };

type Box = { west: number; south: number; east: number; north: number };
const FRANCE: Box = { west: -5.2, south: 41.3, east: 9.6, north: 51.1 };
const EUROPE: Box = { west: -10, south: 36, east: 30, north: 66 };
/** Where stations are densest: Paris, Lyon, Lille; Berlin, London, Madrid. */
const TOWNS = [
  [2.3522, 48.8566],
  [4.8357, 45.764],
  [3.0573, 50.6292],
  [13.405, 52.52],
  [-0.1276, 51.5072],
  [-3.7038, 40.4168],
] as const;
const FILTERS = ['', '?plugs=type2&minPowerW=11000&availableOnly=1', '?plugs=ccs&minPowerW=150000'];

const worlds = [
  ...(isIrveHere
    ? [{ title: 'real stations of France', args: ['--irve', IRVE_FILE], box: FRANCE }]
    : [{ title: '10,469 synthetic stations', args: ['--locations', '10469'], box: EUROPE }]),
  { title: '20,000 synthetic stations', args: ['--locations', '20000'], box: EUROPE },
];

describe.each(worlds)('$title', ({ title, args, box }) => {
  test('pull, tiles and lists over HTTP', { timeout: 600_000 }, async () => {
    const house = await runHouse({ sandboxArgs: args });
    try {
      const [version] = await house.sql<{ version: string }>(
        "SELECT 'PostgreSQL ' || current_setting('server_version') AS version",
      );
      process.stdout.write(`\n${title}\n${describeMachine(version?.version ?? '')}\n`);
      await measurePull(house, args[0] === '--irve' ? 'IRVE France' : 'Synthetic Europe');
      const browser = openBrowser(house);
      await measureTiles(browser, box, title === worlds[0]?.title);
      await measureLists(browser, box);
    } finally {
      await house.close();
    }
  });
});

async function measurePull(house: House, partnerName: string): Promise<void> {
  const { seconds, objects, error } = await pulled(house, partnerName);
  expect(error).toBeNull();
  const memory = peakMemoryMb(house.stack.pidOf('worker') ?? 0);
  printFigures(`The worker pulls ${objects} stations`, [
    { what: 'time', measured: `${seconds.toFixed(1)} s`, limit: `< ${LIMITS.pullSeconds} s` },
    {
      what: 'peak memory (VmHWM)',
      measured: memory === undefined ? 'not measured here' : `${memory.toFixed(0)} MB`,
      limit: `< ${LIMITS.workerMb} MB`,
    },
  ]);
  expect.soft(seconds).toBeLessThan(LIMITS.pullSeconds);
  expect.soft(memory ?? 0).toBeLessThan(LIMITS.workerMb);
}

async function measureTiles(browser: Browser, box: Box, isPromised: boolean): Promise<void> {
  for (const query of FILTERS) {
    const figures: Figure[] = [];
    for (let zoom = 2; zoom <= 16; zoom += 1) {
      let largest = 0;
      const times = await timeRounds(
        tilesOf(box, zoom).map(([x, y]) => async () => {
          const response = await browser.request(`/api/tiles/${zoom}/${x}/${y}${query}`);
          expect(response.status).toBe(200);
          largest = Math.max(largest, (await response.arrayBuffer()).byteLength);
        }),
      );
      const size = `${(largest / 1000).toFixed(1).padStart(5)} KB`;
      figures.push({
        what: `zoom ${zoom}`.padEnd(8) + `${times.calls} calls`.padStart(10),
        measured: `${tell(times)}  ${size}`,
        limit: `${isPromised ? '' : 'aim '}< ${LIMITS.tileMs} ms, ${LIMITS.tileBytes / 1000} KB`,
      });
      if (isPromised) expect.soft(times.p95, `zoom ${zoom}`).toBeLessThan(LIMITS.tileMs);
      expect.soft(largest).toBeLessThanOrEqual(LIMITS.tileBytes);
    }
    printFigures(`Tiles ${query || 'without a filter'}`, figures);
  }
}

/** All tiles of the box where they are few; else those around the towns and some between. */
function tilesOf(box: Box, zoom: number): [number, number][] {
  const from = tileAt(zoom, box.west, box.north);
  const to = tileAt(zoom, box.east, box.south);
  const [columns, rows] = [to.x - from.x + 1, to.y - from.y + 1];
  const grid = (count: number): [number, number] => [
    from.x + (count % columns),
    from.y + (Math.floor(count / columns) % rows),
  ];
  // A few tiles several times, so that a percentile means something.
  const times = Math.ceil(24 / (columns * rows));
  if (columns * rows <= 24)
    return Array.from({ length: columns * rows * times }, (_, n) => grid(n % (columns * rows)));
  const dense = TOWNS.map(([longitude, latitude]): [number, number] => {
    const { x, y } = tileAt(zoom, longitude, latitude);
    return [x, y];
  });
  const between = Array.from({ length: 18 }, (_, n) => grid(Math.floor((n * columns * rows) / 18)));
  return [...dense, ...between];
}

async function measureLists(browser: Browser, bounds: Box): Promise<void> {
  const near = { longitude: 2.35, latitude: 48.86 };
  const filter = { plugs: ['type2'], minPowerW: 11_000, availableOnly: true };
  const searches: Readonly<Record<string, object>> = {
    'all in view': { bounds, near },
    'all in view, by price': { bounds, near, sort: 'price' },
    'all in view, by power': { bounds, near, sort: 'power' },
    'all in view, three filters': { bounds, near, ...filter },
    'page 50': { near, cursor: '1500' },
    'town "orleans"': { near, text: 'orleans' },
    'operator "izivia"': { near, text: 'izivia' },
  };
  const figures: Figure[] = [];
  for (const [what, input] of Object.entries(searches)) {
    const calls = Array.from({ length: 20 }, () => () => browser.query('stations.find', input));
    const times: Times = await timeRounds(calls);
    figures.push({ what, measured: tell(times), limit: `aim < ${LIMITS.listMs} ms` });
  }
  printFigures('Lists (stations.find)', figures);
}

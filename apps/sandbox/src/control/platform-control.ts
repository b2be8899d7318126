import { type Context, Hono } from 'hono';
import { now, type Platform } from '../ocpi/platform.ts';
import { pushCdr, pushSession, pushTariff } from '../ocpi/push-objects.ts';
import { findSpot, readTariffs, tariffKey } from '../ocpi/read-objects.ts';
import { forgetPeer, sendCredentials } from '../ocpi/registration.ts';
import type { Charges } from '../ocpi/run-charges.ts';
import { swipeCard } from '../ocpi/swipe-card.ts';
import type { WireCdr, WireSession, WireTariff } from '../ocpi/wire.ts';
import type { Scenario } from '../worlds/world.ts';

export type RunningPlatform = { platform: Platform; charges: Charges };

type Body = Record<string, unknown>;

/** What tests may see of the CPO platforms, and make happen there. */
export function platformControl(platforms: ReadonlyMap<string, RunningPlatform>): Hono {
  const routes = new Hono();
  routes.get('/platforms', (c) => c.json([...platforms.values()].map(summaryOf)));
  addReading(routes, platforms);
  addRegistration(routes, platforms);
  addChanges(routes, platforms);
  addMessages(routes, platforms);
  addDrivers(routes, platforms);
  return routes;
}

type Platforms = ReadonlyMap<string, RunningPlatform>;

function addReading(routes: Hono, platforms: Platforms): void {
  const lists: Record<string, (it: RunningPlatform) => unknown> = {
    commands: ({ platform }) => platform.state.commands,
    sessions: ({ platform }) => platform.state.sessions,
    cdrs: ({ platform }) => platform.state.cdrs,
    tokens: ({ platform }) => Object.values(platform.state.tokens),
    pushes: ({ platform }) => platform.pushes,
  };
  for (const [name, read] of Object.entries(lists)) {
    routes.get(`/platforms/:key/${name}`, (c) =>
      withPlatform(c, platforms, (it) => c.json(read(it) as object)),
    );
  }
  routes.get('/platforms/:key/evses/:uid', (c) =>
    withPlatform(c, platforms, ({ platform }) => {
      const spot = findSpot(platform, c.req.param('uid'));
      return spot ? c.json(spot.evse) : c.json({ error: 'no such EVSE' }, 404);
    }),
  );
}

function addRegistration(routes: Hono, platforms: Platforms): void {
  routes.post('/platforms/:key/forget', (c) =>
    withPlatform(c, platforms, ({ platform }) => {
      forgetPeer(platform);
      return c.json({ done: true });
    }),
  );
  routes.post('/platforms/:key/register', (c) =>
    withBody(c, platforms, async ({ platform }, body) => {
      const { versionsUrl, token, method } = body;
      const verb = method === 'PUT' ? 'PUT' : 'POST';
      const peer = platform.state.peer;
      const url = text(versionsUrl) ?? peer?.versionsUrl ?? '';
      const result = await sendCredentials(platform, verb, url, text(token) ?? peer?.token ?? '');
      return c.json(result, result.kind === 'registered' ? 200 : 502);
    }),
  );
}

function addChanges(routes: Hono, platforms: Platforms): void {
  routes.post('/platforms/:key/pushes', (c) =>
    withBody(c, platforms, ({ platform }, { on }) => {
      platform.state.pushing = on !== false;
      platform.touch();
      return c.json({ on: platform.state.pushing });
    }),
  );
  routes.post('/platforms/:key/starts', (c) =>
    withBody(c, platforms, ({ platform }, { on }) => {
      if (on === false) platform.starts.close();
      else platform.starts.open();
      return c.json({ on: on !== false });
    }),
  );
  routes.post('/platforms/:key/evses/:uid', (c) =>
    withBody(c, platforms, ({ platform, charges }, { status, scenario }) => {
      const spot = findSpot(platform, c.req.param('uid') ?? '');
      if (!spot) return c.json({ error: 'no such EVSE' }, 404);
      if (scenario) platform.state.scenarios[spot.evse.uid] = scenario as Scenario;
      platform.touch();
      if (typeof status === 'string') charges.setStatus(spot, status);
      return c.json({ done: true });
    }),
  );
  routes.post('/platforms/:key/tariffs/:id', (c) =>
    withBody(c, platforms, async ({ platform }, body) => {
      const changes = body as Partial<WireTariff>;
      const tariff = readTariffs(platform).find(
        (it) =>
          it.id === c.req.param('id') && (!changes.party_id || it.party_id === changes.party_id),
      );
      if (!tariff) return c.json({ error: 'no such tariff' }, 404);
      const changed = { ...tariff, ...changes, last_updated: now(platform) };
      platform.state.tariffs[tariffKey(tariff)] = changed;
      platform.touch();
      return c.json({ push: await pushTariff(platform, changed), tariff: changed });
    }),
  );
}

function addMessages(routes: Hono, platforms: Platforms): void {
  routes.post('/platforms/:key/push-session', (c) =>
    withBody(c, platforms, async ({ platform }, body) => {
      const session = body as WireSession;
      keepLatest(platform.state.sessions, session);
      platform.touch();
      return c.json(await pushSession(platform, session));
    }),
  );
  routes.post('/platforms/:key/push-cdr', (c) =>
    withBody(c, platforms, async ({ platform }, body) => {
      const cdr = body as WireCdr;
      keepLatest(platform.state.cdrs, cdr);
      platform.touch();
      return c.json(await pushCdr(platform, cdr));
    }),
  );
  routes.post('/platforms/:key/cdrs/:id/resend', (c) =>
    withBody(c, platforms, async ({ platform }, changes) => {
      const cdr = platform.state.cdrs.find(({ id }) => id === c.req.param('id'));
      if (!cdr) return c.json({ error: 'no such CDR' }, 404);
      return c.json(await pushCdr(platform, { ...cdr, ...changes }));
    }),
  );
}

function addDrivers(routes: Hono, platforms: Platforms): void {
  routes.post('/swipe', async (c) => {
    const body = await readBody(c);
    const found = platforms.get(text(body.platform) ?? '');
    const spot = found && findSpot(found.platform, text(body.evseUid) ?? '');
    if (!found || !spot) return c.json({ error: 'no such platform or EVSE' }, 404);
    const result = await swipeCard(found.platform, found.charges, spot, {
      tokenUid: text(body.tokenUid) ?? '',
      mode: body.mode === 'offline' || body.mode === 'cdr-only' ? body.mode : 'online',
    });
    return c.json(result, result.kind === 'started' ? 200 : 409);
  });
  for (const verb of ['stop', 'unplug'] as const) {
    routes.post(`/platforms/:key/sessions/:id/${verb}`, (c) =>
      withPlatform(c, platforms, ({ charges }) =>
        charges[verb](c.req.param('id') ?? '')
          ? c.json({ done: true })
          : c.json({ error: 'no such running session' }, 404),
      ),
    );
  }
}

function summaryOf({ platform }: RunningPlatform) {
  const { world, state, baseUrl } = platform;
  return {
    key: world.key,
    name: world.name,
    versionsUrl: `${baseUrl}/versions`,
    registrationToken: world.registrationToken,
    locations: world.sites.count,
    isRegistered: state.peer !== undefined,
    pushing: state.pushing,
    runningSessions: Object.keys(state.runs),
  };
}

function withPlatform(
  c: Context,
  platforms: Platforms,
  act: (found: RunningPlatform) => Response | Promise<Response>,
): Response | Promise<Response> {
  const found = platforms.get(c.req.param('key') ?? '');
  return found ? act(found) : c.json({ error: 'no such platform' }, 404);
}

function withBody(
  c: Context,
  platforms: Platforms,
  act: (found: RunningPlatform, body: Body) => Response | Promise<Response>,
): Response | Promise<Response> {
  return withPlatform(c, platforms, async (found) => act(found, await readBody(c)));
}

async function readBody(c: Context): Promise<Body> {
  const body = await c.req.text();
  return body === '' ? {} : (JSON.parse(body) as Body);
}

function keepLatest<T extends { id: string }>(list: T[], item: T): void {
  const at = list.findIndex(({ id }) => id === item.id);
  if (at === -1) list.push(item);
  else list[at] = item;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

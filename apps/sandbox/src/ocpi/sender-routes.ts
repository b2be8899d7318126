import { type Context, Hono } from 'hono';
import { answer, refuse } from './answer.ts';
import type { Platform } from './platform.ts';
import {
  isInWindow,
  type Page,
  pageLocations,
  readLocation,
  readTariffs,
  type Window,
} from './read-objects.ts';

/** What the eMSP may GET: locations, tariffs, sessions and CDRs, in pages, oldest first. */
export function senderRoutes(platform: Platform): Hono {
  const { world, state } = platform;
  const routes = new Hono();
  routes.get('/locations', (c) =>
    paged(c, platform, (window, offset, limit) => pageLocations(platform, window, offset, limit)),
  );
  routes.get('/locations/:id/:evse?/:connector?', (c) => {
    const index = world.sites.indexOfLocation(c.req.param('id'));
    const location = index === undefined ? undefined : readLocation(platform, index);
    const { evse: evseUid, connector: connectorId } = c.req.param();
    if (!evseUid) return location ? answer(c, location) : refuse(c, 2003, 'no such location', 404);
    const evse = location?.evses.find(({ uid }) => uid === evseUid);
    const connector = evse?.connectors.find(({ id }) => id === connectorId);
    const found = connectorId ? connector : evse;
    return found ? answer(c, found) : refuse(c, 2003, 'no such EVSE or connector', 404);
  });
  const lists = {
    tariffs: () => readTariffs(platform),
    sessions: () => state.sessions.filter(({ id }) => !state.hiddenSessions.includes(id)),
    cdrs: () => state.cdrs,
  };
  for (const [name, list] of Object.entries(lists)) {
    routes.get(`/${name}`, (c) =>
      paged(c, platform, (window, offset, limit) => {
        const all = list().filter((item) => isInWindow(item.last_updated, window));
        return { items: all.slice(offset, offset + limit), count: all.length };
      }),
    );
  }
  return routes;
}

/** One page with its `Link`, `X-Total-Count` and `X-Limit` (transport_and_format, Pagination). */
function paged(
  c: Context,
  platform: Platform,
  read: (window: Window, offset: number, limit: number) => Page<unknown>,
): Response {
  const { date_from: from, date_to: to, offset: first = '0', limit: most } = c.req.query();
  const max = platform.world.pageLimit;
  const isTime = (text: string | undefined) =>
    text === undefined || !Number.isNaN(Date.parse(text));
  const isCount = (text: string | undefined) => text === undefined || /^\d{1,9}$/.test(text);
  if (!isTime(from) || !isTime(to) || !isCount(first) || !isCount(most)) {
    return refuse(c, 2001, 'date_from, date_to, offset or limit cannot be read');
  }
  const offset = Number(first);
  const limit = Math.max(1, Math.min(max, most === undefined ? max : Number(most)));
  const window = { ...(from && { from: asUtc(from) }), ...(to && { to: asUtc(to) }) };
  const page = read(window, offset, limit);
  c.header('X-Total-Count', String(page.count));
  c.header('X-Limit', String(max));
  if (offset + limit < page.count) {
    const next = new URLSearchParams({ offset: String(offset + limit), limit: String(limit) });
    if (from) next.set('date_from', from);
    if (to) next.set('date_to', to);
    const path = c.req.path.slice(c.req.path.indexOf('/2.2.1/'));
    c.header('Link', `<${platform.baseUrl}${path}?${next}>; rel="next"`);
  }
  return answer(c, page.items);
}

/** A time without a zone is UTC (OCPI 2.2.1 types, DateTime). */
function asUtc(text: string): string {
  return /(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`;
}

import { Hono } from 'hono';
import type { ChargingStation } from '../station/charging-station.ts';

type Body = { connectorId?: number; idTag?: string; takesWh?: number; parkSeconds?: number };

/** What tests may see of the own-site station, and do at it. */
export function stationControl(station: ChargingStation | undefined): Hono {
  const routes = new Hono();
  if (!station) return routes;
  routes.get('/station', (c) =>
    c.json({
      identity: station.identity,
      isConnected: station.link.isOpen(),
      received: station.received,
      ...station.state,
    }),
  );
  routes.post('/station/swipe', async (c) => {
    const { connectorId = 1, idTag = '' } = await c.req.json<Body>();
    const result = await station.swipe(connectorId, idTag);
    return c.json({ result }, result === 'started' ? 200 : 409);
  });
  routes.post('/station/stop', async (c) => {
    const { connectorId = 1 } = await c.req.json<Body>();
    return c.json({ done: station.stop(connectorId, 'Local') });
  });
  routes.post('/station/unplug', async (c) => {
    const { connectorId = 1 } = await c.req.json<Body>();
    return c.json({ done: station.unplug(connectorId) });
  });
  routes.post('/station/car', async (c) => {
    const { connectorId = 1, takesWh, parkSeconds } = await c.req.json<Body>();
    const car = station.setCar(connectorId, {
      ...(takesWh !== undefined && { takesWh }),
      ...(parkSeconds !== undefined && { parkSeconds }),
    });
    return car ? c.json(car) : c.json({ error: 'no such connector' }, 404);
  });
  routes.post('/station/commands', async (c) => {
    const { on } = await c.req.json<{ on?: boolean }>();
    if (on === false) station.commands.close();
    else station.commands.open();
    return c.json({ on: on !== false });
  });
  routes.post('/station/connection', async (c) => {
    const { on } = await c.req.json<{ on?: boolean }>();
    if (on === false) station.link.disconnect();
    else station.link.connect();
    return c.json({ on: on !== false });
  });
  return routes;
}

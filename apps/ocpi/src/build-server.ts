import { supportedWires, type VersionWire } from '@peregrine/ocpi/fold';
import type { Context } from '@peregrine/services';
import { Hono } from 'hono';
import { addFallback, addRoute, type Route, type Server } from './http/gate.ts';
import type { Log } from './log.ts';
import { getCdr, postCdr } from './modules/cdrs.ts';
import { postResult } from './modules/commands.ts';
import { register, unregister, update, viewCredentials } from './modules/credentials.ts';
import {
  patchConnector,
  patchEvse,
  patchLocation,
  putConnector,
  putEvse,
  putLocation,
} from './modules/locations.ts';
import { patchSession, putSession } from './modules/sessions.ts';
import { deleteTariff, putTariff } from './modules/tariffs.ts';
import { authorize, getTokens } from './modules/tokens.ts';
import { listVersions, viewVersion } from './modules/versions.ts';

/** The endpoint that partners call: every path of every version that we speak, behind one gate. */
export function buildServer(input: { readonly ctx: Context; readonly log: Log }): Hono {
  const app = new Hono({ strict: false });
  const server: Server = { app, ...input };
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  const [first] = supportedWires;
  if (first)
    addRoute(server, first, {
      path: '/ocpi/versions',
      methods: { GET: listVersions },
      configuration: true,
    });
  for (const wire of supportedWires)
    for (const route of routesOf(wire)) addRoute(server, wire, route);
  addFallback(server);
  return app;
}

function routesOf({ version }: VersionWire): Route[] {
  const at = (path: string, methods: Route['methods']): Route => ({
    path: `/ocpi/${version}${path}`,
    methods,
  });
  const location = '/locations/:country/:party/:location';
  return [
    { ...at('', { GET: viewVersion }), configuration: true },
    {
      ...at('/credentials', {
        GET: viewCredentials,
        POST: register,
        PUT: update,
        DELETE: unregister,
      }),
      configuration: true,
    },
    at(location, { PUT: putLocation, PATCH: patchLocation }),
    at(`${location}/:evse`, { PUT: putEvse, PATCH: patchEvse }),
    at(`${location}/:evse/:connector`, { PUT: putConnector, PATCH: patchConnector }),
    at('/tariffs/:country/:party/:tariff', { PUT: putTariff, DELETE: deleteTariff }),
    at('/sessions/:country/:party/:session', { PUT: putSession, PATCH: patchSession }),
    at('/cdrs', { POST: postCdr }),
    at('/cdrs/:country/:party/:cdr', { GET: getCdr }),
    at('/tokens', { GET: getTokens }),
    at('/tokens/:uid/authorize', { POST: authorize }),
    at('/commands/:command/:id', { POST: postResult }),
  ];
}

import { type Context, Hono } from 'hono';
import { answer, refuse } from './answer.ts';
import type { Platform } from './platform.ts';
import type { WireToken } from './wire.ts';

const REQUIRED = [
  'country_code',
  'party_id',
  'uid',
  'type',
  'contract_id',
  'issuer',
  'whitelist',
  'last_updated',
] as const;

/** The CPO side of mod_tokens: the eMSP pushes its drivers' tokens here. */
export function tokenRoutes(platform: Platform): Hono {
  const routes = new Hono();
  const path = '/:country/:party/:uid';
  routes.get(path, (c) => {
    const token = platform.state.tokens[keyOf(c)];
    return token ? answer(c, token) : refuse(c, 2004, 'unknown token', 404);
  });
  routes.put(path, async (c) => {
    const token = await c.req.json<Partial<WireToken>>();
    const missing = REQUIRED.filter((name) => !token[name]);
    if (missing.length > 0 || typeof token.valid !== 'boolean') {
      return refuse(c, 2001, `missing: ${[...missing, 'valid'].join(', ')}`);
    }
    if (token.uid !== c.req.param('uid')) return refuse(c, 2001, 'uid differs from the URL');
    platform.state.tokens[keyOf(c)] = token as WireToken;
    platform.touch();
    return answer(c);
  });
  routes.patch(path, async (c) => {
    const changes = await c.req.json<Partial<WireToken>>();
    const token = platform.state.tokens[keyOf(c)];
    if (!token) return refuse(c, 2004, 'unknown token', 404);
    if (!changes.last_updated) return refuse(c, 2001, 'missing: last_updated');
    Object.assign(token, changes);
    platform.touch();
    return answer(c);
  });
  return routes;
}

/** Uids are unique within a party and a type; type RFID unless it is said (mod_tokens). */
function keyOf(c: Context): string {
  const { country = '', party = '', uid = '' } = c.req.param();
  const type = c.req.query('type') ?? 'RFID';
  return [country.toUpperCase(), party.toUpperCase(), uid, type].join('/');
}

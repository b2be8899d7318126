import { type Instant, parseInstant } from '@peregrine/domain';
import { authorizeToken, listTokens } from '@peregrine/services';
import { type Answer, type Call, STATUS } from '../http/answer.ts';
import { parameter } from '../http/own-party.ts';
import { parseBody } from '../http/read-body.ts';
import { invalid, usable } from '../http/refusals.ts';
import { baseOf } from './versions.ts';

const MAX_LIMIT = 250;

/** GET: our tokens, paged (OCPI 2.2.1 mod_tokens, Sender, GET). */
export async function getTokens(call: Call): Promise<Answer> {
  const from = instantParameter(call.url, 'date_from');
  const to = instantParameter(call.url, 'date_to');
  const offset = countParameter(call.url, 'offset', 0);
  const limit = Math.min(MAX_LIMIT, Math.max(1, countParameter(call.url, 'limit', MAX_LIMIT)));
  const { tokens, totalCount } = await listTokens(call.ctx, {
    offset,
    limit,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  });
  const next = offset + tokens.length;
  const more = tokens.length > 0 && next < totalCount;
  return {
    data: tokens.map((token) => call.wire.unfoldToken(token)),
    headers: {
      'x-total-count': String(totalCount),
      'x-limit': String(MAX_LIMIT),
      ...(more ? { link: `<${nextUrl(call, next, limit)}>; rel="next"` } : {}),
    },
  };
}

/** POST .../{uid}/authorize: may this token charge (OCPI 2.2.1 mod_tokens, Sender, POST)? */
export async function authorize(call: Call): Promise<Answer> {
  const body = call.body.trim() === '' ? undefined : parseBody(call.body);
  const { value: location } = usable(call.wire.foldLocationReferences(body));
  const answer = await authorizeToken(call.ctx, {
    partnerId: call.partner.partnerId,
    tokenUid: parameter(call, 'uid'),
    ...(location ? { location } : {}),
  });
  if (answer.kind === 'unknown')
    return { http: 404, status: STATUS.unknownToken, message: 'Unknown token' };
  const { allowed, token, authorizationReference } = answer;
  return {
    data: {
      allowed,
      token: call.wire.unfoldToken(token),
      ...(allowed === 'ALLOWED' && location
        ? { location: { location_id: location.locationId, evse_uids: location.evseUids } }
        : {}),
      ...(authorizationReference ? { authorization_reference: authorizationReference } : {}),
    },
  };
}

function nextUrl({ ctx, wire, url }: Call, offset: number, limit: number): string {
  const next = new URL(`${baseOf(ctx.urls.ocpi, wire.version)}/tokens`);
  for (const name of ['date_from', 'date_to']) {
    const value = url.searchParams.get(name);
    if (value !== null) next.searchParams.set(name, value);
  }
  next.searchParams.set('offset', String(offset));
  next.searchParams.set('limit', String(limit));
  return next.href;
}

function instantParameter(url: URL, name: string): Instant | undefined {
  // A plus that was not encoded arrives as a space.
  const text = url.searchParams.get(name)?.replace(/ (?=\d{2}:?\d{2}$)/, '+');
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  if (!instant) throw invalid(`${name}: expected a date-time`);
  return instant;
}

function countParameter(url: URL, name: string, otherwise: number): number {
  const text = url.searchParams.get(name);
  if (text === null) return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw invalid(`${name}: expected a whole number`);
  return Number(text);
}

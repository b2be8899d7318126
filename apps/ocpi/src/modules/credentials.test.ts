import { createSecretBox } from '@peregrine/db';
import { createOcpiRegistrar } from '@peregrine/ocpi';
import { addPartner, invitePartner } from '@peregrine/services';
import { testContext } from '@peregrine/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Endpoint, OTHER, startEndpoint } from '../testing/start-endpoint.ts';
import { startTinyCpo, type TinyCpo } from '../testing/tiny-cpo.ts';

let endpoint: Endpoint;
let cpo: TinyCpo;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.close());
beforeEach(async () => {
  cpo = await startTinyCpo();
});
afterEach(() => cpo.close());

const path = '/ocpi/2.2.1/credentials';

function staffContext() {
  const registrar = createOcpiRegistrar({ allowLoopback: true });
  const secrets = createSecretBox(Buffer.alloc(32, 1).toString('base64'));
  return testContext({ database: endpoint.store.database, ports: { registrar, secrets } });
}
const partnerRow = (id: string) =>
  endpoint.store.database.read.partner.findUniqueOrThrow({
    where: { id },
    include: { parties: true, endpoints: true },
  });

async function registered(name: string) {
  const { partnerId, registrationToken } = await invitePartner(staffContext(), { name });
  const reply = await endpoint.call('POST', path, {
    token: registrationToken,
    body: cpo.credentials('token-b-of-the-cpo'),
  });
  const token = (reply.body.data as { token: string } | undefined)?.token ?? '';
  return { partnerId, registrationToken, reply, token };
}

test('a CPO registers with token A: we read its endpoints with token B and give it token C', async () => {
  const { partnerId, registrationToken, reply, token } = await registered('Registers');
  expect(reply).toMatchObject({
    http: 200,
    body: {
      status_code: 1000,
      data: {
        url: 'http://127.0.0.1:3010/ocpi/versions',
        roles: [{ role: 'EMSP', country_code: 'NL', party_id: 'PER' }],
      },
    },
  });
  expect(cpo.seen.map(({ path: asked, token: used }) => `${asked} ${used}`)).toEqual([
    '/versions token-b-of-the-cpo',
    '/2.2.1 token-b-of-the-cpo',
  ]);
  expect(token).toMatch(/^[\x21-\x7e]{40,64}$/);
  const row = await partnerRow(partnerId);
  expect(row).toMatchObject({ status: 'connected', version: '2.2.1', registrationTokenHash: null });
  expect(row.parties.map(({ countryCode, partyId }) => countryCode + partyId).sort()).toEqual([
    `BE${cpo.parties[1]}`,
    `NL${cpo.parties[0]}`,
  ]);
  expect(row.endpoints).toHaveLength(3);
  expect(JSON.stringify(row)).not.toContain('token-b-of-the-cpo');
  expect((await endpoint.call('GET', '/ocpi/2.2.1/tokens', { token })).http).toBe(200);
  expect((await endpoint.call('GET', '/ocpi/versions', { token: registrationToken })).http).toBe(
    401,
  );
});

test('a second POST is refused with 405, also of two at once', async () => {
  const { token } = await registered('Registers twice');
  const again = await endpoint.call('POST', path, { token, body: cpo.credentials('b2') });
  expect(again.http).toBe(405);
  await cpo.close();
  cpo = await startTinyCpo();
  const { registrationToken } = await invitePartner(staffContext(), { name: 'Two at once' });
  const replies = await Promise.all(
    ['b3', 'b4'].map((b) =>
      endpoint.call('POST', path, { token: registrationToken, body: cpo.credentials(b) }),
    ),
  );
  const [won, lost] = replies.map(({ http }) => http).sort();
  expect(won).toBe(200);
  // The second finds token A spent, or the partner registered.
  expect([401, 405]).toContain(lost);
});

test('PUT gives a new token, ends the old one and reads the endpoints again', async () => {
  const { partnerId, token } = await registered('Rotates');
  const before = cpo.seen.length;
  const reply = await endpoint.call('PUT', path, { token, body: cpo.credentials('token-b-2') });
  const renewed = (reply.body.data as { token: string }).token;
  expect(renewed).not.toBe(token);
  expect(cpo.seen.slice(before).map(({ token: used }) => used)).toEqual(['token-b-2', 'token-b-2']);
  expect((await endpoint.call('GET', '/ocpi/versions', { token })).http).toBe(401);
  expect((await endpoint.call('GET', '/ocpi/versions', { token: renewed })).http).toBe(200);
  expect((await partnerRow(partnerId)).status).toBe('connected');
});

test('a partner cannot take a party that another one holds, or ours, and keeps what it had', async () => {
  const { partnerId, token } = await registered('Claims too much');
  const claim = async (country_code: string, party_id: string) => {
    const { roles, ...sent } = cpo.credentials('token-b-3');
    const claimed = { role: 'CPO', country_code, party_id, business_details: { name: 'Mine' } };
    const body = { ...sent, roles: [...roles, claimed] };
    return await endpoint.call('PUT', path, { token, body });
  };
  await endpoint.addPartner([OTHER]);
  const { countryCode, partyId } = OTHER;
  for (const reply of [
    await claim(countryCode.toLowerCase(), partyId),
    await claim('DE', 'PER'),
    await claim('NL', 'PER'),
  ])
    expect(reply).toMatchObject({ http: 403, body: { status_code: 2000 } });
  expect((await partnerRow(partnerId)).parties).toHaveLength(2);
  expect((await endpoint.call('GET', '/ocpi/versions', { token })).http).toBe(200);
});

test('PUT and DELETE before a registration are refused with 405', async () => {
  const { registrationToken } = await invitePartner(staffContext(), { name: 'Too early' });
  const options = { token: registrationToken, body: cpo.credentials('b') };
  expect((await endpoint.call('PUT', path, options)).http).toBe(405);
  expect((await endpoint.call('DELETE', path, { token: registrationToken })).http).toBe(405);
});

test('DELETE ends the connection: the token is unknown from then on', async () => {
  const { partnerId, token } = await registered('Leaves');
  expect((await endpoint.call('DELETE', path, { token })).body.status_code).toBe(1000);
  expect((await endpoint.call('GET', '/ocpi/versions', { token })).http).toBe(401);
  expect(await partnerRow(partnerId)).toMatchObject({
    status: 'suspended',
    theirTokenSealed: null,
  });
});

test('a CPO whose own API does not answer gets 3001 and keeps its token A', async () => {
  const { registrationToken } = await invitePartner(staffContext(), { name: 'Broken' });
  cpo.breakDown();
  const reply = await endpoint.call('POST', path, {
    token: registrationToken,
    body: cpo.credentials('b'),
  });
  expect(reply.body.status_code).toBe(3001);
  expect((await endpoint.call('GET', path, { token: registrationToken })).http).toBe(200);
});

test('a CPO without a version in common gets 3002', async () => {
  await cpo.close();
  cpo = await startTinyCpo(['2.1.1', '2.0']);
  const { reply } = await registered('Old versions');
  expect(reply.body.status_code).toBe(3002);
});

test('credentials that cannot be read get 2001 with the field named', async () => {
  const { registrationToken } = await invitePartner(staffContext(), { name: 'Malformed' });
  const body = { ...cpo.credentials('b'), url: 'nowhere', roles: [] };
  const reply = await endpoint.call('POST', path, { token: registrationToken, body });
  expect(reply.body.status_code).toBe(2001);
  expect(reply.body.status_message).toContain('/url');
  expect(reply.body.status_message).toContain('/roles');
});

test('we register with a CPO: versions with token A, POST with our token, its token C is kept sealed', async () => {
  const ctx = staffContext();
  const { partnerId } = await addPartner(ctx, {
    name: 'Added by us',
    versionsUrl: cpo.versionsUrl,
    registrationToken: 'token-a-from-the-cpo',
  });
  expect(cpo.seen.map(({ method, path: asked }) => `${method} ${asked}`)).toEqual([
    'GET /versions',
    'GET /2.2.1',
    'POST /2.2.1/credentials',
  ]);
  expect(new Set(cpo.seen.map(({ token }) => token))).toEqual(new Set(['token-a-from-the-cpo']));
  const sent = cpo.seen[2]?.body as { token: string; url: string; roles: object[] };
  expect(sent).toMatchObject({
    url: 'http://127.0.0.1:3010/ocpi/versions',
    roles: [{ role: 'EMSP', party_id: 'PER', country_code: 'NL' }],
  });
  const row = await partnerRow(partnerId);
  expect(ctx.ports.secrets?.open(row.theirTokenSealed ?? '')).toBe('token-c-of-the-cpo');
  expect((await endpoint.call('GET', '/ocpi/2.2.1/tokens', { token: sent.token })).http).toBe(200);
  const jobs = await endpoint.store.sql<{ n: number }>(
    "SELECT count(*)::int AS n FROM graphile_worker.jobs WHERE task_identifier = 'pull-partner'",
  );
  expect(jobs[0]?.n).toBeGreaterThan(0);
  const again = await addPartner(ctx, {
    name: 'Added by us',
    versionsUrl: cpo.versionsUrl,
    registrationToken: 'x',
  });
  expect(again.partnerId).toBe(partnerId);
});

test('a handshake that fails is noted on the partner and can be tried again', async () => {
  const ctx = staffContext();
  const order = { name: 'Tried twice', versionsUrl: cpo.versionsUrl, registrationToken: 'a' };
  cpo.breakDown();
  await expect(addPartner(ctx, order)).rejects.toThrow('OCPI 3000');
  await cpo.close();
  cpo = await startTinyCpo();
  const { partnerId } = await addPartner(ctx, { ...order, versionsUrl: cpo.versionsUrl });
  expect(await partnerRow(partnerId)).toMatchObject({ status: 'connected', lastError: null });
});

import { randomUUID } from 'node:crypto';
import { insertCharge, insertDriver, insertPlan, insertToken } from '@peregrine/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Endpoint, LOW, startEndpoint } from '../testing/start-endpoint.ts';
import { wireLocation } from '../testing/wire-objects.ts';

let endpoint: Endpoint;
let partner: { id: string; token: string };
const base = '/ocpi/2.2.1';

beforeAll(async () => {
  endpoint = await startEndpoint();
  partner = await endpoint.addPartner([LOW]);
  await insertPlan(endpoint.store.database.read);
  const { token } = partner;
  await endpoint.call('PUT', `${base}/locations/NL/LOW/LOW-AMS-1`, { token, body: wireLocation() });
});
afterAll(() => endpoint.close());

/** A driver with an RFID card, and a payment card where `card` is. */
async function driverWith(options: { card?: boolean; valid?: boolean } = {}) {
  const { read } = endpoint.store.database;
  const driver = await insertDriver(read);
  const rfid = { type: 'RFID', valid: options.valid ?? true };
  const { tokenUid } = await insertToken(read, driver.id, rfid);
  if (options.card !== false)
    await read.paymentMethod.create({
      data: {
        id: `pm_${randomUUID()}`,
        userId: driver.id,
        brand: 'visa',
        last4: '4242',
        expiryMonth: 12,
        expiryYear: 2030,
        createdAt: new Date(),
      },
    });
  return { userId: driver.id, tokenUid };
}
const authorize = (uid: string, body?: unknown) =>
  endpoint.call('POST', `${base}/tokens/${uid}/authorize?type=RFID`, {
    token: partner.token,
    ...(body === undefined ? {} : { body }),
  });
const atEvse = { location_id: 'LOW-AMS-1', evse_uids: ['LOW-AMS-1-A'] };
const charges = (tokenUid: string) =>
  endpoint.store.sql<{ origin: string; authorization_reference: string; evse_uid: string }>(
    'SELECT origin, authorization_reference, evse_uid FROM charge WHERE token_uid = $1',
    [tokenUid],
  );

test('a known card is allowed, and the charge that follows has the reference we answered', async () => {
  const { tokenUid } = await driverWith();
  const { http, body } = await authorize(tokenUid, atEvse);
  expect(http).toBe(200);
  const data = body.data as { allowed: string; authorization_reference: string };
  expect(data).toMatchObject({
    allowed: 'ALLOWED',
    token: { uid: tokenUid, type: 'RFID', country_code: 'NL', party_id: 'PER' },
    location: atEvse,
  });
  expect(data.authorization_reference.length).toBeLessThanOrEqual(36);
  expect(await charges(tokenUid)).toEqual([
    {
      origin: 'swipe',
      authorization_reference: data.authorization_reference,
      evse_uid: 'LOW-AMS-1-A',
    },
  ]);
});

test('where no place is said the card is allowed all the same, and the session opens the charge', async () => {
  const { tokenUid } = await driverWith();
  expect((await authorize(tokenUid)).body.data).toMatchObject({ allowed: 'ALLOWED' });
  expect(await charges(tokenUid)).toEqual([]);
});

test('a uid is found whatever the case a reader writes it in', async () => {
  const { tokenUid } = await driverWith();
  const { body } = await authorize(tokenUid.toLowerCase(), atEvse);
  expect(body.data).toMatchObject({ allowed: 'ALLOWED', token: { uid: tokenUid } });
});

test('an unknown card answers 404 with 2004 and no data', async () => {
  const reply = await authorize('NOBODYS', atEvse);
  expect(reply).toMatchObject({ http: 404, body: { status_code: 2004 } });
  expect(reply.body.data).toBeUndefined();
});

test('a card that is not valid is BLOCKED, and opens no charge', async () => {
  const { tokenUid } = await driverWith({ valid: false });
  const { body } = await authorize(tokenUid, atEvse);
  expect(body).toMatchObject({ status_code: 1000, data: { allowed: 'BLOCKED' } });
  expect(body.data).not.toHaveProperty('authorization_reference');
  expect(await charges(tokenUid)).toEqual([]);
});

test('a driver without a payment card, or with an unpaid receipt, has NO_CREDIT', async () => {
  const poor = await driverWith({ card: false });
  expect((await authorize(poor.tokenUid, atEvse)).body.data).toMatchObject({
    allowed: 'NO_CREDIT',
  });
  const owing = await driverWith();
  const { read } = endpoint.store.database;
  await insertCharge(
    read,
    { userId: owing.userId, partnerId: partner.id },
    { settlementState: 'open', energyState: 'ended' },
  );
  expect((await authorize(owing.tokenUid, atEvse)).body.data).toMatchObject({
    allowed: 'NO_CREDIT',
  });
});

test('a body that cannot be read answers 2001', async () => {
  const { tokenUid } = await driverWith();
  const reply = await authorize(tokenUid, { evse_uids: ['X'] });
  expect(reply.body.status_code).toBe(2001);
  expect(reply.body.status_message).toContain('/location_id');
});

test('our tokens are listed in pages, from inclusive and to exclusive', async () => {
  const { read } = endpoint.store.database;
  const driver = await insertDriver(read);
  for (const hour of [1, 2, 3, 4])
    await insertToken(read, driver.id, { lastUpdated: new Date(`2027-01-01T0${hour}:00:00Z`) });
  const { token } = partner;
  const query = 'date_from=2027-01-01T01:00:00Z&date_to=2027-01-01T04:00:00Z&limit=2';
  const first = await endpoint.call('GET', `${base}/tokens?${query}`, { token });
  expect(first.headers.get('x-total-count')).toBe('3');
  expect(first.headers.get('x-limit')).toBe('250');
  expect(first.body.data).toHaveLength(2);
  const link = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
  const { pathname, search } = new URL(link);
  const second = await endpoint.call('GET', `${pathname}${search}`, { token });
  expect(second.body.data).toHaveLength(1);
  expect(second.headers.get('link')).toBeNull();
});

test.each(['date_from=yesterday', 'limit=many', 'offset=-1'])('%s answers 2001', async (query) => {
  const reply = await endpoint.call('GET', `${base}/tokens?${query}`, { token: partner.token });
  expect(reply.body.status_code).toBe(2001);
  expect(reply.body.status_message).toContain(query.split('=')[0]);
});

async function waitingCommand() {
  const { read } = endpoint.store.database;
  const { userId } = await driverWith();
  const charge = await insertCharge(
    read,
    { userId, partnerId: partner.id },
    { startState: 'asked', energyState: 'none' },
  );
  return await read.command.create({
    data: {
      chargeId: charge.id,
      partnerId: partner.id,
      kind: 'START',
      state: 'answered',
      createdAt: new Date(),
    },
  });
}
const result = (id: string, token: string, body: unknown) =>
  endpoint.call('POST', `${base}/commands/START_SESSION/${id}`, { token, body });

test('a command result is taken, once and from its own partner only', async () => {
  const command = await waitingCommand();
  const other = await endpoint.addPartner([{ countryCode: 'BE', partyId: 'OTH' }]);
  const accepted = { result: 'ACCEPTED' };
  expect((await result(command.id, other.token, accepted)).http).toBe(404);
  expect(await result(command.id, partner.token, accepted)).toMatchObject({
    http: 200,
    body: { status_code: 1000 },
  });
  await result(command.id, partner.token, { result: 'REJECTED' });
  const [row] = await endpoint.store.sql<{ state: string; result: string }>(
    'SELECT state, result FROM command WHERE id = $1',
    [command.id],
  );
  expect(row).toEqual({ state: 'accepted', result: 'ACCEPTED' });
  const evidence = await endpoint.store.sql(
    'SELECT partner_id, body FROM archive.received WHERE object_key = $1 ORDER BY id',
    [`START_SESSION/${command.id}`],
  );
  expect(evidence).toEqual([
    { partner_id: partner.id, body: JSON.stringify(accepted) },
    { partner_id: partner.id, body: JSON.stringify({ result: 'REJECTED' }) },
  ]);
});

test('a result of an unknown command answers 404, one that cannot be read 2001', async () => {
  const { token } = partner;
  expect((await result('not-an-id', token, { result: 'ACCEPTED' })).http).toBe(404);
  expect((await result(randomUUID(), token, { result: 'ACCEPTED' })).http).toBe(404);
  const command = await waitingCommand();
  const reply = await result(command.id, token, { result: 'PERHAPS' });
  expect(reply.body.status_code).toBe(2001);
  expect(reply.body.status_message).toContain('/result');
});

import { randomUUID } from 'node:crypto';
import type { ChargeRow, ReceiptView } from '@peregrine/services';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  intentsOf,
  quote,
  start,
  startsAtPartner,
  stopFull,
  untilFull,
  untilSeen,
  untilWord,
  view,
} from './charges.ts';
import { type House, runHouse } from './run-house.ts';
import { type Browser, openBrowser, refusalOf, signIn, signUp } from './sign-in.ts';
import { until } from './until.ts';

const WORKS = '4242424242424242';
const DECLINED = '4000000000000002';
const HELD_ONLY = '4000000000009995';
/** The demo driver's charging card. */
const RFID = '04A2B3C4D5E6F0';

let house: House;
let driver: Browser;
beforeAll(async () => {
  house = await runHouse();
  driver = await signIn(house, house.stack.links.driverLink);
});
afterAll(() => house?.close());

/** What was taken for a charge, each payment of it, the smallest first. */
const takenOf = async (chargeId: string) =>
  (await intentsOf(house, chargeId))
    .flatMap(({ status, takenMinor }) => (status === 'succeeded' ? [takenMinor] : []))
    .sort((a, b) => Number(a - b));
const untilReleased = (chargeId: string) =>
  until('the hold is released', async () => {
    const [intent] = await intentsOf(house, chargeId);
    return intent?.status === 'canceled';
  });
const totalOf = async (browser: Browser, chargeId: string) =>
  (await browser.query<ReceiptView>('receipts.view', { chargeId })).total;
const euros = (text: string) => ({ amount: text, currency: 'EUR' });
const sessionOf = (chargeId: string) =>
  until('the session', async () => {
    const [row] = await house.sql<{ id: string }>(
      'SELECT session_id AS id FROM session WHERE charge_id = $1',
      [chargeId],
    );
    return row?.id;
  });

describe.concurrent('a start', () => {
  test('with a card that is declined is told, and no command reaches the operator', async () => {
    const poor = await signUp(house, 'declined@drivers.example', DECLINED);
    const chargeId = await start(house, poor, 'LOW-AMS-1-A');
    const seen = await untilWord(poor, chargeId, 'refused');
    expect(seen.refusal).toMatchObject({ code: 'card-declined' });
    expect(await startsAtPartner(house, chargeId)).toBe(0);
    expect(await takenOf(chargeId)).toEqual([]);
  });

  test.each([
    ['LOW-FAULT-REFUSE', 'station-refused'],
    ['LOW-FAULT-DENY', 'operator-refused'],
    ['LOW-FAULT-OCCUPIED', 'evse-occupied'],
  ])(
    'that is refused, at %s: told as %s, another place offered, the hold released',
    async (uid, code) => {
      const chargeId = await start(house, driver, uid);
      const seen = await untilWord(driver, chargeId, 'refused');
      expect(seen.refusal).toMatchObject({ code });
      expect(seen.alternatives.length).toBeGreaterThan(0);
      await untilReleased(chargeId);
      expect(await startsAtPartner(house, chargeId)).toBe(1);
    },
  );

  test('that nobody answers is told after the deadline; after 15 minutes the hold is released', async () => {
    const chargeId = await start(house, driver, 'LOW-FAULT-SILENT');
    await until('the operator has answered', async () => {
      const found = `SELECT 1 FROM command WHERE charge_id = $1 AND state = 'answered'`;
      return (await house.sql(found, [chargeId])).length === 1;
    });
    // As if the time had passed.
    await house.sql(`UPDATE command SET deadline_at = now() WHERE charge_id = $1`, [chargeId]);
    await house.sweep();
    const seen = await untilWord(driver, chargeId, 'no-answer');
    expect(seen.refusal).toMatchObject({ code: 'no-answer' });
    expect(seen.hold).toEqual(euros('30.00'));
    await house.sql(
      `UPDATE charge SET created_at = created_at - interval '15 minutes' WHERE id = $1`,
      [chargeId],
    );
    await house.sweep();
    const ended = await untilWord(driver, chargeId, 'nothing-charged');
    expect(ended.alternatives.length).toBeGreaterThan(0);
    await untilReleased(chargeId);
  });

  test('whose session comes after the TIMEOUT of the station is a charge, and paid', async () => {
    const chargeId = await start(house, driver, 'LOW-FAULT-LATE');
    await untilWord(driver, chargeId, 'no-answer');
    await stopFull(driver, chargeId, 30);
    await untilWord(driver, chargeId, 'paid');
    expect(await totalOf(driver, chargeId)).toEqual(euros('18.21'));
    expect(await takenOf(chargeId)).toEqual([1821n]);
  });

  test('by a double tap and from two tabs is one charge with one hold and one START', async () => {
    const quotes = await Promise.all([
      quote(house, driver, 'LOW-AMS-1-B'),
      quote(house, driver, 'LOW-AMS-1-B'),
    ]);
    const startId = randomUUID();
    const taps = [0, 1, 2].map(() => ({ startId, quoteId: quotes[0].id }));
    const tabs = quotes.map(({ id }) => ({ startId: randomUUID(), quoteId: id }));
    const started = await Promise.all(
      [...taps, ...tabs].map((input) =>
        driver.mutate<{ chargeId: string }>('charges.start', input),
      ),
    );
    const chargeIds = new Set(started.map(({ chargeId }) => chargeId));
    expect(chargeIds.size).toBe(1);
    const chargeId = started[0]?.chargeId ?? '';
    await untilWord(driver, chargeId, 'charging');
    expect(await startsAtPartner(house, chargeId)).toBe(1);
    expect(await intentsOf(house, chargeId)).toHaveLength(1);
  });

  test('at an EVSE that was taken after its price was shown is refused', async () => {
    const { id: quoteId } = await quote(house, driver, 'LOW-AMS-3-B');
    await house.control('/platforms/lowland/evses/LOW-AMS-3-B', { status: 'CHARGING' });
    const taken = `SELECT 1 FROM evse WHERE evse_uid = 'LOW-AMS-3-B' AND status = 'CHARGING'`;
    await until('we know', async () => (await house.sql(taken)).length === 1);
    const input = { startId: randomUUID(), quoteId };
    const refused = await refusalOf(driver.mutate('charges.start', input));
    expect(refused).toMatchObject({ status: 412, code: 'evse-unavailable' });
  });
});

describe.concurrent('a charge', () => {
  test('whose stop is refused says so and goes on, until somebody unplugs', async () => {
    const chargeId = await start(house, driver, 'LOW-FAULT-STOP');
    await stopFull(driver, chargeId, 30);
    const seen = await untilSeen(
      driver,
      chargeId,
      'the refused stop',
      ({ stopRefusal }) => stopRefusal !== undefined,
    );
    expect(seen).toMatchObject({
      word: 'charging',
      stopRefusal: { code: 'station-refused' },
      canStop: true,
    });
    await house.control(`/platforms/lowland/sessions/${await sessionOf(chargeId)}/unplug`, {});
    await untilWord(driver, chargeId, 'paid');
    expect(await totalOf(driver, chargeId)).toEqual(euros('18.21'));
  });

  test('is paid at the price that was shown, though the tariff changes meanwhile', async () => {
    const evse = '/platforms/lowland/evses/LOW-RTM-1-A';
    await house.control(evse, { scenario: { takesWh: 14_000 } });
    const chargeId = await start(house, driver, 'LOW-RTM-1-A');
    const { unitPrices } = await untilWord(driver, chargeId, 'charging');
    const price_components = [{ type: 'ENERGY', price: 0.99, vat: 21, step_size: 1 }];
    await house.control('/platforms/lowland/tariffs/LOW-PARK', {
      elements: [{ price_components }],
    });
    const versions = `SELECT 1 FROM tariff_version WHERE tariff_id = 'LOW-PARK'`;
    await until('the new version', async () => (await house.sql(versions)).length === 2);
    expect((await view(driver, chargeId)).unitPrices).toEqual(unitPrices);
    await stopFull(driver, chargeId, 14);
    await untilWord(driver, chargeId, 'paid');
    const receipt = await driver.query<ReceiptView>('receipts.view', { chargeId });
    expect(receipt).toMatchObject({ total: euros('7.62'), quoted: true });
  });

  test('whose CDR comes before the end of its session is billed once', async () => {
    const chargeId = await start(house, driver, 'LOW-FAULT-CDR-FIRST');
    await stopFull(driver, chargeId, 9);
    await untilWord(driver, chargeId, 'paid');
    expect(await totalOf(driver, chargeId)).toEqual(euros('5.76'));
    expect(await takenOf(chargeId)).toEqual([576n]);
  });

  test('above the hold takes the hold and one payment for the rest', async () => {
    const chargeId = await start(house, driver, 'LOW-BIG');
    await stopFull(driver, chargeId, 64);
    await untilWord(driver, chargeId, 'paid');
    expect(await totalOf(driver, chargeId)).toEqual(euros('51.11'));
    expect(await takenOf(chargeId)).toEqual([2111n, 3000n]);
  });

  test('whose rest is refused stays open; further starts wait until it is paid by the link', async () => {
    const poor = await signUp(house, 'rest-refused@drivers.example', HELD_ONLY);
    const evse = '/platforms/lowland/evses/LOW-AMS-3-C';
    await house.control(evse, { scenario: { takesWh: 64_000 } });
    const chargeId = await start(house, poor, 'LOW-AMS-3-C');
    await stopFull(poor, chargeId, 64);
    const { paymentUrl = '' } = await untilSeen(
      poor,
      chargeId,
      'the payment link',
      (seen) => seen.word === 'payment-open' && seen.paymentUrl !== undefined,
    );
    const refused = await refusalOf(start(house, poor, 'LOW-AMS-1-A'));
    expect(refused.code).toBe('unpaid-invoice');
    const card = { number: WORKS, expiry: '12 / 34', cvc: '123', name: 'Test Driver' };
    await fetch(paymentUrl, {
      method: 'POST',
      body: new URLSearchParams(card),
      redirect: 'manual',
    });
    await untilWord(poor, chargeId, 'paid');
    expect(await takenOf(chargeId)).toEqual([2111n, 3000n]);
  });

  test.each([
    ['online', 'swipe', 'LOW-AMS-2-A', 11.7, '7.36'],
    ['offline', 'swipe-offline', 'LOW-UTR-1-A', 30, '18.21'],
    ['cdr-only', 'cdr-only', 'LOW-MST-1-A', 30, '18.21'],
  ])(
    'that began with a card, %s, is the driver’s and paid',
    async (mode, origin, uid, kwh, total) => {
      await until('the operator has the card', async () => {
        const tokens = await house.control<{ uid: string }[]>('/platforms/lowland/tokens');
        return tokens.some((token) => token.uid === RFID);
      });
      const swipe = { platform: 'lowland', evseUid: uid, tokenUid: RFID, mode };
      const { sessionId } = await house.control<{ sessionId: string }>('/swipe', swipe);
      const chargeId = await until('the charge', async () => {
        const [row] = await house.sql<{ id: string }>('SELECT id FROM charge WHERE evse_uid = $1', [
          uid,
        ]);
        return row?.id;
      });
      if (mode !== 'cdr-only') {
        await untilFull(driver, chargeId, kwh);
        await house.control(`/platforms/lowland/sessions/${sessionId}/stop`, {});
      }
      const seen = await untilWord(driver, chargeId, 'paid');
      expect(seen.origin).toBe(origin);
      expect(await totalOf(driver, chargeId)).toEqual(euros(total));
      const listed = await driver.query<ChargeRow[]>('charges.list', {});
      expect(listed.map(({ id }) => id)).toContain(chargeId);
    },
  );
});

/** What leaves the house must not show its inside. */
function expectNoInside(body: string): void {
  expect(body).not.toMatch(/\n\s+at |node_modules|\.tsx?:\d|packages\/|"stack"|prisma/i);
}

describe.concurrent('nobody gets what is not theirs', () => {
  test('a charge, its receipt, its stream and its stop are not found for another driver', async () => {
    const chargeId = await start(house, driver, 'LOW-EIN-1-A');
    await stopFull(driver, chargeId, 30);
    await untilWord(driver, chargeId, 'paid');
    const other = await signUp(house, 'other@drivers.example', WORKS);
    const attempts = [
      () => other.query('charges.view', { chargeId }),
      () => other.query('receipts.view', { chargeId }),
      () => other.mutate('charges.stop', { chargeId }),
    ];
    for (const attempt of attempts) {
      const refused = await refusalOf(attempt());
      expect(refused).toMatchObject({ status: 404, code: 'not-found' });
      expectNoInside(refused.body);
    }
    const input = encodeURIComponent(JSON.stringify({ chargeId }));
    const stream = await other.request(`/api/trpc/charges.live?input=${input}`, {
      headers: { accept: 'text/event-stream' },
      signal: AbortSignal.timeout(10_000),
    });
    const told = await firstEvents(stream, /not-found/);
    expect(told).not.toContain(chargeId);
    expectNoInside(told);
    for (const path of [`/charges/${chargeId}`, `/charges/${chargeId}/receipt`]) {
      const page = await other.request(path);
      expect([path, page.status]).toEqual([path, 404]);
    }
    expect((await driver.request(`/charges/${chargeId}/receipt`)).status).toBe(200);
  });

  test.each([
    'console.partners.list',
    'console.cdrs.list',
    'console.charges.list',
    'console.invoices.list',
  ])('%s is refused to a driver and to who is not signed in', async (path) => {
    const asDriver = await refusalOf(driver.query(path, {}));
    expect(asDriver).toMatchObject({ status: 403, code: 'not-allowed' });
    const asNobody = await refusalOf(openBrowser(house).query(path, {}));
    expect(asNobody).toMatchObject({ status: 401, code: 'not-signed-in' });
  });

  test('a card is registered by staff alone', async () => {
    const card = { email: 'driver@peregrine.example', tokenUid: '04AAAAAAAA', visualNumber: 'X' };
    const refused = await refusalOf(driver.mutate('console.cards.register', card));
    expect(refused).toMatchObject({ status: 403, code: 'not-allowed' });
  });
});

describe.concurrent('an error answer is a sentence, never a stack trace', () => {
  const json = { 'content-type': 'application/json' };

  test('a webhook that is not genuine answers 400', async () => {
    const signatures = [{}, { 'stripe-signature': 't=1,v1=00' }];
    for (const signature of signatures) {
      const response = await openBrowser(house).request('/api/stripe/webhook', {
        method: 'POST',
        headers: { ...json, ...signature },
        body: '{"id":"evt_1","type":"payment_intent.succeeded"}',
      });
      expect(response.status).toBe(400);
      expectNoInside(await response.text());
    }
  });

  test('input that cannot be read answers 400 and names the field', async () => {
    const refused = await refusalOf(driver.mutate('charges.start', { startId: 'x' }));
    expect(refused).toMatchObject({ status: 400, code: 'invalid-input' });
    expect(refused.body).toContain('startId');
    expectNoInside(refused.body);
  });

  test.each([
    ['web', '/api/trpc/charges.start', 'POST', '{', 400],
    ['web', '/api/trpc/no.such', 'GET', undefined, 404],
    ['web', '/api/tiles/99/0/0', 'GET', undefined, 400],
    ['web', '/no/such/page', 'GET', undefined, 404],
    ['ocpi', '/ocpi/versions', 'GET', undefined, 401],
    ['ocpi', '/no/such', 'GET', undefined, 401],
    ['csms', '/no/such', 'GET', undefined, 404],
  ] as const)('%s%s %s %s answers %i', async (app, path, method, body, status) => {
    const init = { method, headers: json, ...(body && { body }) };
    const base = house.stack.urls[app].replace(/^ws/, 'http');
    const response = await (app === 'web' ? driver.request(path, init) : fetch(base + path, init));
    expect(response.status).toBe(status);
    const text = await response.text();
    // Next names its own scripts in its pages.
    if (!text.startsWith('<!DOCTYPE')) expectNoInside(text);
    expect(text).not.toMatch(/\n\s+at .+:\d+:\d+/);
  });
});

/** Reads a stream until what it said matches. */
async function firstEvents(response: Response, sought: RegExp): Promise<string> {
  let told = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    told += decoder.decode(chunk as Uint8Array, { stream: true });
    if (sought.test(told)) return told;
  }
  throw new Error(`the stream ended: ${response.status} ${told}`);
}

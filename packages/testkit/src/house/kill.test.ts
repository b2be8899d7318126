import type { StackPart } from '@peregrine/config/stack';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { intentsOf, startsAtPartner, untilFull, untilSeen, untilWord, view } from './charges.ts';
import { hasCommand, isOwn, kwhOf, type Places, type Point, parkCharges } from './park-charges.ts';
import { type House, runHouse } from './run-house.ts';
import { type Browser, signIn } from './sign-in.ts';
import { until } from './until.ts';

/** Of charge 1 (20 kWh at a partner) and charge 3 (8.25 kWh and 17 minutes on the own site). */
const DUE = { partner: 1228n, own: 572n } as const;
const OWN_1 = 'PEREGRINE-BERLIN-1-1';
const OWN_2 = 'PEREGRINE-BERLIN-1-2';

const atPartner: Places = {
  'after the hold, before we recorded it': 'LOW-AMS-1-A',
  'after the hold, before the command': 'LOW-AMS-1-B',
  'after sending': 'LOW-AMS-2-A',
  'while charging': 'LOW-UTR-1-A',
  'after the CDR, before the invoice': 'LOW-MST-1-A',
  'after the capture, before we recorded it': 'LOW-QUIET',
};
const onOwnSite: Places = {
  'after sending': OWN_2,
  'while charging': OWN_1,
  'after the CDR, before the invoice': OWN_2,
  'after the capture, before we recorded it': OWN_1,
};
const startsOnOwnSite: Places = {
  'after the hold, before we recorded it': OWN_1,
  'after the hold, before the command': OWN_2,
};

const rounds: readonly { killed: StackPart; where: string; places: Places }[] = [
  { killed: 'web', where: 'at a partner', places: atPartner },
  { killed: 'ocpi', where: 'at a partner', places: atPartner },
  { killed: 'csms', where: 'on the own site', places: onOwnSite },
  { killed: 'csms', where: 'on the own site, starting', places: startsOnOwnSite },
  { killed: 'postgres', where: 'at a partner', places: atPartner },
  { killed: 'worker', where: 'at a partner', places: atPartner },
];

/** What a START in flight depends on: after these it is not known whether it arrived. */
const sender: readonly StackPart[] = ['worker', 'postgres'];

let house: House;
let driver: Browser;
beforeAll(async () => {
  house = await runHouse();
  driver = await signIn(house, house.stack.links.driverLink);
  for (const uid of Object.values(atPartner)) {
    await house.control(`/platforms/lowland/evses/${uid}`, { scenario: { takesWh: 20_000 } });
  }
  await house.control('/station/car', { connectorId: 2, takesWh: 8_250, parkSeconds: 17 * 60 });
});
afterAll(() => house?.close());

describe.each(rounds)('kill -9 of $killed, $where', ({ killed, places }) => {
  const points = Object.entries(places) as [Point, string][];
  let chargeIds: ReadonlyMap<Point, string> = new Map();
  let startsBefore: number;

  beforeAll(async () => {
    startsBefore = await startsAtStation();
    const parked = await parkCharges(house, driver, places);
    chargeIds = parked.chargeIds;
    await house.stack.kill(killed);
    // A START for the own station is given up after 30 s without a gateway, rightly.
    if (killed !== 'csms') await parked.release();
    // What the operator tells now finds nobody.
    if (killed === 'ocpi') await parked.releaseCommands();
    await house.stack.restart(killed);
    if (killed === 'csms') await parked.release();
    await house.control('/station/connection', { on: true });
    const sent = chargeIds.get('after sending');
    if (sent && sender.includes(killed)) {
      const isUnknown = () => hasCommand(house, sent, 'unknown');
      await until('who sends comes back to its command', isUnknown, 90_000);
    }
    // The worker must do without: webhooks may come late or never.
    if (killed !== 'worker') await house.control('/webhooks', { mode: 'normal' });
    await until('the own station is connected', async () => {
      const { isConnected } = await house.control<{ isConnected: boolean }>('/station');
      return isConnected;
    });
    await parked.releaseCommands();
    await house.sweep();
    await Promise.all(points.map(([point, uid]) => bringToItsEnd(chargeIds.get(point), uid)));
    await house.control('/webhooks', { mode: 'normal' });
  });

  test.each(points)(
    '%s: one START, one capture, one invoice, the same amount',
    async (point, uid) => {
      const chargeId = chargeIds.get(point) ?? '';
      const due = isOwn(uid) ? DUE.own : DUE.partner;
      const seen = await view(driver, chargeId);
      expect(seen.word).toBe('paid');
      if (isOwn(uid)) expect(await transactionsOf(chargeId)).toBe(1);
      else expect(await startsAtPartner(house, chargeId)).toBe(1);
      expect(await takenOf(chargeId)).toEqual([due]);
      expect(await invoicesOf(chargeId)).toMatchObject([
        { total_minor: String(due), payment_state: 'paid' },
      ]);
      expect(await unbalancedOf(chargeId)).toEqual([]);
      const mails = await mailsAbout(chargeId);
      if (['worker', 'postgres'].includes(killed)) expect(mails).toBeGreaterThanOrEqual(1);
      else expect(mails).toBe(1);
    },
  );

  test('the own station received each START once', async () => {
    const started = points.filter(([, uid]) => isOwn(uid)).length;
    expect(await startsAtStation()).toBe(startsBefore + started);
  });
});

test('afterwards the numbers have no gap, and all that was captured was invoiced', async () => {
  const rows = await house.sql<{ sequence: number; total_minor: string }>(
    'SELECT sequence, total_minor FROM invoice ORDER BY sequence',
  );
  expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
  const invoiced = rows.reduce((sum, { total_minor }) => sum + BigInt(total_minor), 0n);
  const { captured } = await house.control<{ captured: Record<string, string> }>('/payments');
  expect(captured).toEqual({ eur: String(invoiced) });
  const [left] = await house.sql<{ sum: string }>('SELECT sum(amount_minor) FROM posting');
  expect(left?.sum).toBe('0');
});

/** The driver waits, stops where it still runs, and sees it paid. */
async function bringToItsEnd(chargeId = '', evseUid: string): Promise<void> {
  const isRunning = await untilSeen(
    driver,
    chargeId,
    'charging or ended',
    ({ state }) => state.energy === 'charging' || state.energy === 'ended',
    60_000,
  );
  if (isRunning.state.energy === 'charging') {
    await untilFull(driver, chargeId, kwhOf(evseUid));
    await driver.mutate('charges.stop', { chargeId });
  }
  await untilWord(driver, chargeId, 'paid', 90_000);
}

async function takenOf(chargeId: string): Promise<bigint[]> {
  const intents = await intentsOf(house, chargeId);
  return intents.map(({ takenMinor }) => takenMinor);
}

function invoicesOf(chargeId: string) {
  return house.sql<{ number: string; total_minor: string; payment_state: string }>(
    'SELECT number, total_minor, payment_state FROM invoice WHERE charge_id = $1',
    [chargeId],
  );
}

function unbalancedOf(chargeId: string) {
  return house.sql(
    `SELECT entry_key FROM posting WHERE charge_id = $1
     GROUP BY entry_key, currency HAVING sum(amount_minor) <> 0`,
    [chargeId],
  );
}

/** A crash of worker or PostgreSQL between a mail and its mark may repeat it, never lose it. */
async function mailsAbout(chargeId: string): Promise<number> {
  return await until('the receipt is mailed', async () => {
    const mails = await house.control<{ links: string[] }[]>('/mails');
    const link = `/charges/${chargeId}/receipt`;
    return mails.filter(({ links }) => links.some((it) => it.includes(link))).length || undefined;
  });
}

async function transactionsOf(chargeId: string): Promise<number> {
  const rows = await house.sql(
    `SELECT 1 FROM station_transaction JOIN charge USING (authorization_reference)
     WHERE charge.id = $1`,
    [chargeId],
  );
  return rows.length;
}

async function startsAtStation(): Promise<number> {
  const { received } = await house.control<{ received: { action: string }[] }>('/station');
  return received.filter(({ action }) => action === 'RemoteStartTransaction').length;
}

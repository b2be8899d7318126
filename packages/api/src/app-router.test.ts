import type { Actor } from '@peregrine/services';
import {
  type ChargingWorld,
  chargingWorld,
  type TestDatabase,
  testDatabase,
} from '@peregrine/testkit';
import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCaller } from './app-router.ts';
import { refusalOf } from './refusals.ts';

let db: TestDatabase;
let world: ChargingWorld;
const bugs: unknown[] = [];
const shutdown = new AbortController();

beforeAll(async () => {
  db = await testDatabase();
  world = await chargingWorld(db);
});
afterAll(() => db.close());

function callAs(actor: Actor) {
  return createCaller({
    service: world.context(actor),
    shutdown: shutdown.signal,
    reportError: (error) => bugs.push(error),
  });
}

const nobody: Actor = { kind: 'anonymous' };
const someId = '00000000-0000-4000-8000-000000000000';

async function refusal(call: () => Promise<unknown>) {
  const error = await call().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TRPCError)) throw new Error(`not refused: ${String(error)}`);
  return { status: error.code, ...refusalOf(error) };
}

describe('who may call', () => {
  it('a driver procedure refuses whoever is not signed in', async () => {
    const call = () => callAs(nobody).charges.list({});
    expect(await refusal(call)).toMatchObject({ status: 'UNAUTHORIZED' });
  });

  it('a staff procedure refuses a driver', async () => {
    const driver = callAs({ kind: 'driver', userId: world.userId });
    for (const call of [
      () => driver.console.partners.list({}),
      () => driver.console.cdrs.list({}),
    ]) {
      expect(await refusal(call)).toMatchObject({ status: 'FORBIDDEN' });
    }
  });

  it("another driver's charge is not found, by view, stop and stream", async () => {
    const chargeId = await world.start();
    const other = callAs({ kind: 'driver', userId: (await chargingWorld(db)).userId });
    const stream = async () => {
      const views = await other.charges.live({ chargeId });
      return views[Symbol.asyncIterator]().next();
    };
    for (const call of [
      () => other.charges.view({ chargeId }),
      () => other.charges.stop({ chargeId }),
      () => other.receipts.view({ chargeId }),
      stream,
    ]) {
      expect(await refusal(call)).toMatchObject({ status: 'NOT_FOUND' });
    }
  });
});

describe('what is refused', () => {
  it('names the field and the reason', async () => {
    const driver = callAs({ kind: 'driver', userId: world.userId });
    const refused = await refusal(() =>
      driver.charges.start({ startId: 'twice', quoteId: someId }),
    );
    expect(refused).toMatchObject({
      status: 'BAD_REQUEST',
      fields: { startId: 'Start again from the station.' },
    });
    const elsewhere = () => driver.account.openCardPage({ returnPath: '//evil.example' });
    expect(await refusal(elsewhere)).toMatchObject({ status: 'BAD_REQUEST' });
  });

  it('is text that no database keeps, before a verb sees it', async () => {
    const staff = callAs({ kind: 'staff', userId: world.userId });
    for (const call of [
      () => staff.console.partners.list({ search: 'a\0' }),
      () => staff.console.charges.list({ filter: '\0' }),
      () => staff.quotes.create({ evseId: someId, connectorId: '\0' }),
    ]) {
      expect(await refusal(call)).toMatchObject({ status: 'BAD_REQUEST' });
    }
    expect(bugs).toEqual([]);
  });

  it('carries the closed code of the verb', async () => {
    const driver = callAs({ kind: 'driver', userId: world.userId });
    const call = () => driver.charges.start({ startId: someId, quoteId: someId });
    const refused = await refusal(call);
    expect(refused).toMatchObject({ status: 'NOT_FOUND', code: 'not-found' });
    expect(bugs).toEqual([]);
  });
});

describe('the stream of a charge', () => {
  it('tells it as it is, again when it changed, and ends for another process at a shutdown', async () => {
    const fresh = await chargingWorld(db);
    const chargeId = await fresh.start();
    const ending = new AbortController();
    const caller = createCaller({
      service: fresh.driver,
      shutdown: ending.signal,
      reportError: (error) => bugs.push(error),
    });
    const views = (await caller.charges.live({ chargeId }))[Symbol.asyncIterator]();
    const first = await views.next();
    expect(first.value).toMatchObject({ id: chargeId, word: 'asking' });
    const second = views.next();
    await db.sql(
      `UPDATE charge SET version = version + 1, start_state = 'accepted',
      energy_state = 'charging' WHERE id = $1`,
      [chargeId],
    );
    await db.database.publish([{ topic: 'charge', id: chargeId, version: 9 }]);
    expect((await second).value).toMatchObject({ word: 'charging' });
    const last = views.next();
    ending.abort();
    await expect(last).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });
});

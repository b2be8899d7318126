import { randomUUID } from 'node:crypto';
import type { Tx } from '@peregrine/db';
import { type Actor, type Context, quoteCharge, startCharge } from '@peregrine/services';
import { insertDriver, insertPartner, insertPlan, insertToken } from '../builders/rows.ts';
import { buildTariff } from '../builders/tariff.ts';
import { type TestClock, testClock } from '../context/test-clock.ts';
import { testContext } from '../context/test-context.ts';
import type { TestDatabase } from '../database/test-database.ts';
import { TestBank } from './bank.ts';
import { testOperator } from './operator.ts';

const SINCE = new Date('2026-01-01T00:00:00Z');

/**
 * All that a start needs, written straight to the tables: a partner with `LOW-AMS-1` and its tariff
 * `LOW-STD`, plan "go", a driver with an app token and a saved card; a bank and an operator in
 * memory. Each call makes a partner and a driver of its own, so the tests of a file share a database.
 */
export async function chargingWorld(db: TestDatabase, clock: TestClock = testClock()) {
  const bank = new TestBank();
  const operator = testOperator();
  const ids = await db.database.tx((tx) => insertWorld(tx));
  const ports = {
    payments: bank.gateway,
    partners: { ocpi: operator.gateway, internal: operator.gateway },
  };
  const context = <A extends Actor>(actor: A): Context<A> =>
    testContext({ database: db.database, clock, actor, ports });
  const driver = context({ kind: 'driver', userId: ids.userId });
  const system = context({ kind: 'system' });

  /** The job names that wait or waited, of this charge. */
  async function jobs(chargeId: string): Promise<string[]> {
    const rows = await db.sql<{ name: string }>(
      `SELECT tasks.identifier AS name FROM graphile_worker._private_jobs AS jobs
       JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
       WHERE jobs.payload ->> 'chargeId' = $1 ORDER BY jobs.id`,
      [chargeId],
    );
    return rows.map(({ name }) => name);
  }

  /** The newest command of a charge. */
  async function command(chargeId: string, kind: 'START' | 'STOP' = 'START') {
    return await db.database.read.command.findFirst({
      where: { chargeId, kind },
      orderBy: { createdAt: 'desc' },
    });
  }

  /** Looks at the price and starts. */
  async function start(startId: string = randomUUID()) {
    const quote = await quoteCharge(driver, { evseId: ids.evseRowId, connectorId: '1' });
    return (await startCharge(driver, { startId, quoteId: quote.id })).chargeId;
  }

  return { ...ids, db, clock, bank, operator, driver, system, context, jobs, command, start };
}

export type ChargingWorld = Awaited<ReturnType<typeof chargingWorld>>;

async function insertWorld(tx: Tx) {
  const plan = await insertPlan(tx);
  const partner = await insertPartner(tx);
  const user = await insertDriver(tx);
  const token = await insertToken(tx, user.id);
  await tx.paymentProfile.create({ data: { userId: user.id, customerId: `cus_${user.id}` } });
  await tx.paymentMethod.create({
    data: {
      id: `pm_${user.id}`,
      userId: user.id,
      brand: 'visa',
      last4: '4242',
      expiryMonth: 12,
      expiryYear: 2030,
      createdAt: SINCE,
    },
  });
  const evse = await insertEvse(tx, partner.id);
  const tariff = { ...buildTariff() };
  const version = await tx.tariffVersion.create({
    data: {
      partnerId: partner.id,
      countryCode: 'NL',
      partyId: 'LOW',
      tariffId: 'LOW-STD',
      hash: 'first',
      currency: 'EUR',
      body: JSON.parse(JSON.stringify(tariff)),
      validFrom: SINCE,
      receivedAt: SINCE,
    },
  });
  return {
    userId: user.id,
    tokenUid: token.tokenUid,
    partnerId: partner.id,
    evseRowId: evse,
    tariffVersionId: version.id,
    planVersionId: plan.id,
  };
}

async function insertEvse(tx: Tx, partnerId: string): Promise<string> {
  const locationRowId = randomUUID();
  await tx.$executeRaw`
    INSERT INTO location (id, partner_id, country_code, party_id, location_id, publish, name,
      address, city, country, point, time_zone, operator_name, search_text, plugs, max_power_w,
      evse_count, available_count, body, last_updated, received_at)
    VALUES (${locationRowId}::uuid, ${partnerId}::uuid, 'NL', 'LOW', 'LOW-AMS-1', true,
      'Lowland Centraal', 'Stationsplein 1', 'Amsterdam', 'NL', point(4.9003, 52.3791),
      'Europe/Amsterdam', 'Lowland Charging', 'lowland centraal', ARRAY['type2'], 22000, 1, 1,
      '{}', ${SINCE}, ${SINCE})`;
  const evse = await tx.evse.create({
    data: {
      locationRowId,
      evseUid: 'LOW-AMS-1-A',
      evseId: 'NL*LOW*EAMS1*A',
      status: 'AVAILABLE',
      statusClaimedAt: SINCE,
      statusReceivedAt: SINCE,
      plugs: ['type2'],
      maxPowerW: 22_000,
      tariffIds: ['LOW-STD'],
      capabilities: ['REMOTE_START_STOP_CAPABLE'],
      connectors: {
        create: {
          connectorId: '1',
          standard: 'IEC_62196_T2',
          plug: 'type2',
          format: 'SOCKET',
          powerType: 'AC_3_PHASE',
          maxPowerW: 22_000,
          tariffIds: ['LOW-STD'],
        },
      },
    },
  });
  return evse.id;
}

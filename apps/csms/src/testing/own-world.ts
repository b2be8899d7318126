import { type Clock, decimal } from '@peregrine/domain';
import { addStation, type Context, type NewStation } from '@peregrine/services';
import {
  insertDriver,
  insertPlan,
  insertToken,
  type TestClock,
  type TestDatabase,
  testClock,
  testContext,
  testDatabase,
} from '@peregrine/testkit';
import { type Gateway, type GatewayOptions, startGateway } from '../gateway/start-gateway.ts';

const vat = { kind: 'rate', percent: decimal('19') } as const;

/** The own site of the fixed world: one station, two sockets, energy and parking. */
export const BERLIN: NewStation = {
  identity: 'PEREGRINE-BERLIN-1',
  password: 'sandbox-station-password',
  site: {
    locationId: 'PER-BER-1',
    name: 'Peregrine Tempelhof',
    address: 'Tempelhofer Damm 1',
    city: 'Berlin',
    postalCode: '12101',
    country: 'DE',
    point: { latitude: 52.4823, longitude: 13.389 },
    timeZone: 'Europe/Berlin',
  },
  connectors: [1, 2].map(() => ({
    standard: 'IEC_62196_T2',
    format: 'SOCKET',
    powerType: 'AC_3_PHASE',
    maxPowerW: 22_000,
  })),
  tariff: {
    tariffId: 'PER-STD',
    currency: 'EUR',
    elementChoice: 'per-dimension',
    taxIncluded: 'no',
    elements: [
      {
        components: [
          { dimension: 'ENERGY', price: decimal('0.40'), tax: vat, stepSize: 1 },
          { dimension: 'PARKING_TIME', price: decimal('3.00'), tax: vat, stepSize: 900 },
        ],
      },
    ],
  },
};

export type OwnWorld = {
  readonly test: TestDatabase;
  readonly clock: TestClock;
  readonly ctx: Context;
  readonly stationId: string;
  readonly partnerId: string;
  readonly userId: string;
  readonly tokenUid: string;
  /** What the gateways of this world logged. */
  readonly log: { event: string; details: Record<string, unknown> }[];
  gateway(options?: Partial<GatewayOptions>): Promise<Gateway>;
  close(): Promise<void>;
};

/** With a clock that stands still unless it is told, or with the given one. */
export async function openWorld(realClock?: Clock): Promise<OwnWorld> {
  const test = await testDatabase();
  const clock = testClock('2026-03-01T10:00:00Z');
  const ctx = testContext({ database: test.database, clock: realClock ?? clock });
  const { stationId } = await addStation(ctx, BERLIN);
  const { read } = test.database;
  const partner = await read.partner.findFirstOrThrow({ where: { kind: 'internal' } });
  await insertPlan(read);
  const driver = await insertDriver(read);
  const { tokenUid } = await insertToken(read, driver.id);
  await read.paymentProfile.create({ data: { userId: driver.id, customerId: 'cus_1' } });
  await read.paymentMethod.create({
    data: {
      id: 'pm_1',
      userId: driver.id,
      brand: 'visa',
      last4: '4242',
      expiryMonth: 12,
      expiryYear: 2030,
      createdAt: clock.now(),
    },
  });
  const log: OwnWorld['log'] = [];
  const gateways: Gateway[] = [];
  let nodes = 0;
  return {
    test,
    clock,
    ctx,
    stationId,
    partnerId: partner.id,
    userId: driver.id,
    tokenUid,
    log,
    async gateway(options) {
      nodes += 1;
      const gateway = await startGateway({
        ctx,
        port: 0,
        node: `node-${nodes}`,
        log: (_level, event, details = {}) => log.push({ event, details }),
        ...options,
      });
      gateways.push(gateway);
      return gateway;
    },
    async close() {
      for (const gateway of gateways) await gateway.drain();
      await test.close();
    },
  };
}

import type { Database, Tx } from '@peregrine/db';
import {
  type Cdr,
  type DriverPlan,
  decimal,
  type Instant,
  instantOf,
  partyRef,
  type Tariff,
} from '@peregrine/domain';
import type { ReceivedCdr } from '../ports.ts';

/** What the tests of CDRs, invoices and console stand on: a partner, a station, a driver, a plan. */
export type BillingWorld = {
  readonly partnerId: string;
  readonly userId: string;
  readonly otherUserId: string;
  readonly staffId: string;
  readonly evseRowId: string;
  readonly planVersionId: string;
  readonly tariffVersionId: string;
};

export const LOWLAND = partyRef('NL', 'LOW');
export const START = '2026-03-01T10:00:00.000Z' as Instant;
const EARLIER = new Date('2026-01-01T00:00:00Z');

const GO: DriverPlan = {
  name: 'Go',
  audience: 'consumer',
  currency: 'EUR',
  basis: 'pass-through',
  partnerFeePerKwh: decimal('0.04'),
  partnerFeePerCharge: decimal('0'),
  ownFeePerKwh: decimal('0'),
  ownFeePerCharge: decimal('0'),
  payment: { kind: 'per-charge', holdMinor: '3000' },
};

export const TARIFF: Tariff = {
  party: LOWLAND,
  tariffId: 'LOW-STD',
  currency: 'EUR',
  elementChoice: 'per-dimension',
  taxIncluded: 'no',
  elements: [
    {
      components: [
        {
          dimension: 'ENERGY',
          price: decimal('0.45'),
          tax: { kind: 'rate', percent: decimal('21') },
          stepSize: 1,
        },
        {
          dimension: 'FLAT',
          price: decimal('0.35'),
          tax: { kind: 'rate', percent: decimal('21') },
          stepSize: 1,
        },
      ],
    },
  ],
  lastUpdated: instantOf(EARLIER),
};

export async function buildBillingWorld(database: Database): Promise<BillingWorld> {
  return await database.tx(async (tx) => {
    const partner = await tx.partner.create({
      data: {
        name: 'Lowland Charging',
        kind: 'ocpi',
        status: 'connected',
        parties: { create: { ...LOWLAND, role: 'CPO', name: 'Lowland' } },
      },
    });
    const tariff = await tx.tariffVersion.create({
      data: {
        partnerId: partner.id,
        ...LOWLAND,
        tariffId: 'LOW-STD',
        hash: 'x',
        currency: 'EUR',
        body: TARIFF,
        validFrom: EARLIER,
        receivedAt: EARLIER,
      },
    });
    const plan = await tx.planVersion.create({
      data: { planKey: 'go', version: 1, body: GO, validFrom: EARLIER },
    });
    return {
      partnerId: partner.id,
      evseRowId: await addStation(tx, partner.id),
      planVersionId: plan.id,
      tariffVersionId: tariff.id,
      ...(await addPeople(tx)),
    };
  });
}

async function addStation(tx: Tx, partnerId: string): Promise<string> {
  const [location] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO location (partner_id, country_code, party_id, location_id, publish, name, address,
      city, country, point, time_zone, operator_name, search_text, plugs, max_power_w, evse_count,
      available_count, body, last_updated, received_at)
    VALUES (${partnerId}::uuid, 'NL', 'LOW', 'LOW-AMS-1', true, 'Lowland Centraal', 'Damrak 1',
      'Amsterdam', 'NL', point(4.9, 52.4), 'Europe/Amsterdam', 'Lowland', 'lowland', '{type2}',
      22000, 1, 1, '{}', ${EARLIER}, ${EARLIER}) RETURNING id::text`;
  if (!location) throw new Error('no location');
  const connector = {
    connectorId: '1',
    standard: 'IEC_62196_T2',
    plug: 'type2',
    format: 'SOCKET',
    powerType: 'AC_3_PHASE',
    maxPowerW: 22_000,
    tariffIds: ['LOW-STD'],
  };
  const evse = await tx.evse.create({
    data: {
      locationRowId: location.id,
      evseUid: 'LOW-AMS-1-A',
      physicalReference: 'A',
      status: 'AVAILABLE',
      statusClaimedAt: EARLIER,
      statusReceivedAt: EARLIER,
      plugs: ['type2'],
      maxPowerW: 22_000,
      tariffIds: ['LOW-STD'],
      capabilities: [],
      connectors: { create: connector },
    },
  });
  return evse.id;
}

async function addPeople(
  tx: Tx,
): Promise<Pick<BillingWorld, 'userId' | 'otherUserId' | 'staffId'>> {
  const add = async (email: string, role: 'driver' | 'staff') =>
    (await tx.user.create({ data: { email, role, createdAt: EARLIER } })).id;
  const userId = await add('driver@peregrine.example', 'driver');
  await tx.token.create({
    data: {
      tokenUid: 'TOKEN',
      type: 'APP_USER',
      countryCode: 'NL',
      partyId: 'PER',
      contractId: 'NL-PER-C00000001',
      issuer: 'Peregrine',
      whitelist: 'ALLOWED',
      userId,
      lastUpdated: EARLIER,
    },
  });
  return {
    userId,
    otherUserId: await add('other@peregrine.example', 'driver'),
    staffId: await add('staff@peregrine.example', 'staff'),
  };
}

/** A charge of the driver that runs at the station; answers its id. */
export async function startedCharge(
  database: Database,
  world: BillingWorld,
  reference: string,
  changes: { readonly startedAt?: Date; readonly estimateMinor?: bigint } = {},
): Promise<string> {
  const { id } = await database.read.charge.create({
    data: {
      startId: reference,
      origin: 'swipe',
      userId: world.userId,
      tokenUid: 'TOKEN',
      partnerId: world.partnerId,
      ...LOWLAND,
      evseRowId: world.evseRowId,
      locationId: 'LOW-AMS-1',
      evseUid: 'LOW-AMS-1-A',
      connectorId: '1',
      planVersionId: world.planVersionId,
      authorizationReference: reference,
      startState: 'accepted',
      energyState: 'charging',
      settlementState: 'none',
      createdAt: new Date(START),
      updatedAt: new Date(START),
      startedAt: new Date(START),
      ...changes,
    },
  });
  return id;
}

/** The honest CDR: one hour, 20 kWh, 9.35 net. */
export function honestCdr(cdrId: string, changes: Partial<Cdr> = {}): Cdr {
  return {
    party: LOWLAND,
    cdrId,
    startedAt: START,
    endedAt: '2026-03-01T11:00:00.000Z' as Instant,
    token: { tokenUid: 'TOKEN', type: 'APP_USER', contractId: 'NL-PER-C00000001' },
    authMethod: 'COMMAND',
    authorizationReference: cdrId,
    location: { locationId: 'LOW-AMS-1', evseUid: 'LOW-AMS-1-A', connectorId: '1' },
    currency: 'EUR',
    tariffs: [],
    periods: [
      {
        startedAt: START,
        dimensions: [
          { type: 'ENERGY', volume: decimal('20') },
          { type: 'TIME', volume: decimal('1') },
        ],
      },
    ],
    totalCost: { exclTax: decimal('9.35'), inclTax: decimal('11.31') },
    totalEnergyKwh: decimal('20'),
    totalTimeHours: decimal('1'),
    credit: false,
    lastUpdated: '2026-03-01T11:01:00.000Z' as Instant,
    ...changes,
  };
}

/** As it arrives: the CDR with its text. */
export function received(cdr: Cdr, raw = JSON.stringify(cdr)) {
  return { value: { cdr, raw } satisfies ReceivedCdr, findings: [] };
}

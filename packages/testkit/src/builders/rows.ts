import { randomUUID } from 'node:crypto';
import type { Prisma, Tx } from '@peregrine/db';
import { buildPlan } from './plan.ts';

// Rows that most database tests need to exist, written straight to the tables: the shortest way to
// a state, not a check of the verbs that make these rows in production.

const AT = new Date('2026-03-01T09:00:00Z');

/** A driver with a mail address of its own. */
export function insertDriver(tx: Tx, change: Partial<Prisma.UserUncheckedCreateInput> = {}) {
  return tx.user.create({
    data: { email: `${randomUUID()}@peregrine.example`, role: 'driver', ...change },
  });
}

/** A connected partner with party NL/LOW as CPO. */
export function insertPartner(tx: Tx, change: Partial<Prisma.PartnerUncheckedCreateInput> = {}) {
  return tx.partner.create({
    data: {
      name: `Lowland Charging ${randomUUID()}`,
      kind: 'ocpi',
      status: 'connected',
      version: '2.2.1',
      parties: {
        create: [{ countryCode: 'NL', partyId: 'LOW', role: 'CPO', name: 'Lowland Charging' }],
      },
      ...change,
    },
  });
}

/** An app token of a driver. */
export function insertToken(
  tx: Tx,
  userId: string,
  change: Partial<Prisma.TokenUncheckedCreateInput> = {},
) {
  return tx.token.create({
    data: {
      tokenUid: randomUUID().replaceAll('-', '').slice(0, 20).toUpperCase(),
      type: 'APP_USER',
      countryCode: 'NL',
      partyId: 'PER',
      contractId: 'NL-PER-C00000001-X',
      issuer: 'Peregrine',
      whitelist: 'ALLOWED',
      userId,
      lastUpdated: AT,
      ...change,
    },
  });
}

/** Version 1 of plan "go", once a database. */
export function insertPlan(tx: Tx) {
  const body = { ...buildPlan() };
  return tx.planVersion.upsert({
    where: { planKey_version: { planKey: 'go', version: 1 } },
    create: { planKey: 'go', version: 1, body, validFrom: new Date('2026-01-01T00:00:00Z') },
    update: {},
  });
}

/** A charge of a driver at a partner's EVSE, charging, without quote or session. */
export function insertCharge(
  tx: Tx,
  key: { readonly userId: string; readonly partnerId: string },
  change: Partial<Prisma.ChargeUncheckedCreateInput> = {},
) {
  return tx.charge.create({
    data: {
      ...key,
      origin: 'app',
      tokenUid: 'ABCDEFGHIJKLMNOPQR23',
      countryCode: 'NL',
      partyId: 'LOW',
      locationId: 'LOW-AMS-1',
      evseUid: 'LOW-AMS-1-A',
      connectorId: '1',
      authorizationReference: randomUUID(),
      startState: 'accepted',
      energyState: 'charging',
      settlementState: 'none',
      createdAt: AT,
      updatedAt: AT,
      ...change,
    },
  });
}

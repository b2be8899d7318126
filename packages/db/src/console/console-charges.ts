import type { Decimal } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';
import {
  listTable,
  type SortKey,
  type Table,
  type TablePage,
  type TableRows,
} from './table-query.ts';

export type ConsoleCharge = {
  readonly id: string;
  readonly origin: string;
  readonly start: string;
  readonly energy: string;
  readonly settlement: string;
  readonly driverEmail: string;
  readonly stationName: string;
  readonly partnerName: string;
  readonly timeZone: string | null;
  readonly createdAt: Date;
  readonly energyKwh: Decimal | null;
  readonly totalMinor: string | null;
  readonly currency: string | null;
  readonly attention: string | null;
};

const MATCHES = `($1::text IS NULL OR "user".email::text ILIKE $1 OR partner.name ILIKE $1
    OR location.name ILIKE $1 OR charge.evse_uid ILIKE $1
    OR charge.authorization_reference ILIKE $1 OR invoice.number ILIKE $1)
  AND ($2::text IS NULL OR charge.settlement_state = $2 OR charge.energy_state = $2
    OR ($2 = 'attention' AND charge.attention IS NOT NULL))`;

const FROM = `charge JOIN "user" ON "user".id = charge.user_id
  JOIN partner ON partner.id = charge.partner_id
  LEFT JOIN location ON location.partner_id = charge.partner_id
    AND location.country_code = charge.country_code AND location.party_id = charge.party_id
    AND location.location_id = charge.location_id
  LEFT JOIN invoice ON invoice.charge_id = charge.id`;

// The CDR tells what was billed; until it comes the session tells what was delivered.
const COLUMNS = `charge.id::text AS "id", charge.origin::text AS "origin",
  charge.start_state AS "start", charge.energy_state AS "energy",
  charge.settlement_state AS "settlement", "user".email::text AS "driverEmail",
  coalesce(location.name, charge.location_id) AS "stationName", partner.name AS "partnerName",
  location.time_zone AS "timeZone", charge.created_at AS "createdAt",
  trim_scale(coalesce(
    (SELECT energy_kwh FROM cdr WHERE charge_id = charge.id AND credit_of IS NULL
      AND state <> 'superseded' ORDER BY received_at, id LIMIT 1),
    (SELECT energy_kwh FROM session WHERE charge_id = charge.id)))::text AS "energyKwh",
  invoice.total_minor::text AS "totalMinor", invoice.currency, charge.attention`;

// A charge without an invoice is below all others.
const SORTS: Readonly<Record<string, SortKey>> = {
  created: { sql: 'charge.created_at', type: 'timestamptz' },
  driver: { sql: '"user".email::text', type: 'text' },
  total: { sql: 'coalesce(invoice.total_minor, -1)', type: 'numeric' },
};

const CHARGES: Table = {
  columns: COLUMNS,
  from: FROM,
  matches: MATCHES,
  id: 'charge.id',
  sorts: SORTS,
  standard: { by: 'created', descending: true },
};

/**
 * Charges, the newest first unless ordered otherwise. `filter`: a settlement or energy state, or
 * `attention` for those that wait for a person.
 */
export async function listConsoleChargeRows(
  tx: Tx,
  page: TablePage,
): Promise<TableRows<ConsoleCharge>> {
  return await listTable<ConsoleCharge>(tx, CHARGES, page);
}

export type ConsoleChargeDetail = ConsoleCharge & {
  readonly authorizationReference: string;
  readonly sessionId: string | null;
  readonly partnerId: string;
  readonly cdrs: readonly { id: string; cdrId: string; state: string }[];
  readonly invoiceId: string | null;
  readonly invoiceNumber: string | null;
};

export async function findConsoleCharge(
  tx: Tx,
  id: string,
): Promise<ConsoleChargeDetail | undefined> {
  const [row] = await runStatement<ConsoleChargeDetail>(tx, {
    text: `SELECT ${COLUMNS}, charge.authorization_reference AS "authorizationReference",
        (SELECT session_id FROM session WHERE charge_id = charge.id) AS "sessionId",
        charge.partner_id::text AS "partnerId",
        coalesce((SELECT jsonb_agg(jsonb_build_object('id', id, 'cdrId', cdr_id, 'state', state)
          ORDER BY received_at, id) FROM cdr WHERE charge_id = charge.id), '[]') AS "cdrs",
        invoice.id::text AS "invoiceId", invoice.number AS "invoiceNumber"
      FROM ${FROM} WHERE charge.id = $1::uuid`,
    values: [id],
  });
  return row;
}

export type ConsoleChargeParts = {
  readonly timeline: readonly { at: Date; event: string; details: unknown }[];
  readonly payments: readonly {
    id: string;
    kind: string;
    state: string;
    amountMinor: bigint;
    currency: string;
    createdAt: Date;
    failureCode: string | null;
  }[];
};

export async function findConsoleChargeParts(
  tx: Tx,
  chargeId: string,
): Promise<ConsoleChargeParts> {
  const [timeline, payments] = await Promise.all([
    tx.chargeEvent.findMany({
      where: { chargeId },
      select: { at: true, event: true, details: true },
      orderBy: { id: 'asc' },
    }),
    tx.paymentAttempt.findMany({
      where: { chargeId },
      select: {
        id: true,
        kind: true,
        state: true,
        amountMinor: true,
        currency: true,
        createdAt: true,
        failureCode: true,
      },
      orderBy: { createdAt: 'asc' },
    }),
  ]);
  return { timeline, payments };
}

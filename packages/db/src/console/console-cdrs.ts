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

/** A CDR as the table shows it; decimals are exact texts. */
export type ConsoleCdr = {
  readonly id: string;
  readonly cdrId: string;
  readonly party: string;
  readonly partnerName: string;
  readonly stationName: string;
  readonly state: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly timeZone: string | null;
  readonly energyKwh: Decimal;
  readonly currency: string;
  readonly claimedExclTax: Decimal;
  readonly claimedInclTax: Decimal | null;
  readonly computedExclTax: Decimal | null;
  readonly computedInclTax: Decimal | null;
  readonly findings: number;
  readonly worstSeverity: string | null;
  readonly receivedAt: Date;
};

const MATCHES = `($1::text IS NULL OR cdr.cdr_id ILIKE $1 OR partner.name ILIKE $1
    OR cdr.country_code || '-' || cdr.party_id ILIKE $1
    OR cdr.body #>> '{location,name}' ILIKE $1 OR cdr.body #>> '{location,evseUid}' ILIKE $1)
  AND ($2::text IS NULL OR cdr.state = $2
    OR ($2 = 'findings' AND EXISTS (SELECT FROM cdr_finding WHERE cdr_row_id = cdr.id)))`;

const COLUMNS = `cdr.id::text AS "id", cdr.cdr_id AS "cdrId",
  cdr.country_code || '-' || cdr.party_id AS "party", partner.name AS "partnerName",
  coalesce(location.name, cdr.body #>> '{location,name}', cdr.body #>> '{location,locationId}')
    AS "stationName", cdr.state,
  cdr.started_at AS "startedAt", cdr.ended_at AS "endedAt", location.time_zone AS "timeZone",
  trim_scale(cdr.energy_kwh)::text AS "energyKwh", cdr.currency,
  trim_scale(cdr.claimed_excl_tax)::text AS "claimedExclTax",
  trim_scale(cdr.claimed_incl_tax)::text AS "claimedInclTax",
  trim_scale(cdr.computed_excl_tax)::text AS "computedExclTax",
  trim_scale(cdr.computed_incl_tax)::text AS "computedInclTax", found.findings,
  found.worst AS "worstSeverity", cdr.received_at AS "receivedAt"`;

const FROM = `cdr JOIN partner ON partner.id = cdr.partner_id
  LEFT JOIN location ON location.partner_id = cdr.partner_id
    AND location.country_code = cdr.country_code AND location.party_id = cdr.party_id
    AND location.location_id = cdr.body #>> '{location,locationId}'
  LEFT JOIN LATERAL (
    SELECT count(*)::int AS findings, CASE
      max(array_position(ARRAY['info', 'warning', 'error'], severity))
      WHEN 3 THEN 'error' WHEN 2 THEN 'warning' WHEN 1 THEN 'info' END AS worst
    FROM cdr_finding WHERE cdr_row_id = cdr.id) found ON true`;

// A difference that is not known is below all others.
const SORTS: Readonly<Record<string, SortKey>> = {
  received: { sql: 'cdr.received_at', type: 'timestamptz' },
  ended: { sql: 'cdr.ended_at', type: 'timestamptz' },
  energy: { sql: 'cdr.energy_kwh', type: 'numeric' },
  claimed: { sql: 'cdr.claimed_excl_tax', type: 'numeric' },
  difference: {
    sql: "coalesce(cdr.claimed_excl_tax - cdr.computed_excl_tax, '-Infinity')",
    type: 'numeric',
  },
  findings: { sql: 'found.findings', type: 'numeric' },
};

const CDRS: Table = {
  columns: COLUMNS,
  from: FROM,
  matches: MATCHES,
  counted: 'cdr JOIN partner ON partner.id = cdr.partner_id',
  id: 'cdr.id',
  sorts: SORTS,
  standard: { by: 'received', descending: true },
};

/**
 * CDRs, the newest received first unless ordered otherwise. `filter`: a state, or `findings` for any
 * with one.
 */
export async function listConsoleCdrs(tx: Tx, page: TablePage): Promise<TableRows<ConsoleCdr>> {
  return await listTable<ConsoleCdr>(tx, CDRS, page);
}

export type ConsoleCdrDetail = ConsoleCdr & {
  readonly partnerId: string;
  readonly chargeId: string | null;
  readonly body: unknown;
  readonly computation: unknown;
  /** The tariff version that it was recomputed with; null before that, and where we held none. */
  readonly tariff: unknown;
  readonly raw: string;
};

export async function findConsoleCdr(tx: Tx, id: string): Promise<ConsoleCdrDetail | undefined> {
  const [row] = await runStatement<ConsoleCdrDetail>(tx, {
    text: `SELECT ${COLUMNS}, cdr.partner_id::text AS "partnerId",
        cdr.charge_id::text AS "chargeId", cdr.body, cdr.computation, cdr.raw,
        (SELECT body FROM tariff_version WHERE id = cdr.tariff_version_id) AS "tariff"
      FROM ${FROM} WHERE cdr.id = $1::uuid`,
    values: [id],
  });
  return row;
}

export type ConsoleCdrParts = {
  readonly findings: readonly {
    code: string;
    pointer: string;
    severity: string;
    reason: string;
    claimed: string | null;
    computed: string | null;
    differenceMinor: bigint | null;
  }[];
  readonly conflicts: readonly { receivedAt: Date; raw: string }[];
};

export async function findConsoleCdrParts(tx: Tx, cdrRowId: string): Promise<ConsoleCdrParts> {
  const [findings, conflicts] = await Promise.all([
    tx.cdrFinding.findMany({
      where: { cdrRowId },
      omit: { id: true, cdrRowId: true },
      orderBy: { id: 'asc' },
    }),
    tx.cdrConflict.findMany({
      where: { cdrRowId },
      select: { receivedAt: true, raw: true },
      orderBy: { id: 'asc' },
    }),
  ]);
  return { findings, conflicts };
}

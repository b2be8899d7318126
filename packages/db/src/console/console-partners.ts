import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';
import {
  listTable,
  type SortKey,
  type Table,
  type TablePage,
  type TableRows,
} from './table-query.ts';

export type ConsolePartner = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'ocpi' | 'internal';
  readonly version: string | null;
  readonly status: string;
  readonly parties: readonly { countryCode: string; partyId: string; role: string; name: string }[];
  readonly lastHeardAt: Date | null;
  readonly lastReachedAt: Date | null;
  readonly lastError: string | null;
  readonly locations: number;
  readonly evses: number;
  readonly openFindings: number;
};

/** `$1` pattern, `$2` status, as the list counts and shows them. */
const MATCHES = `($1::text IS NULL OR partner.name ILIKE $1 OR EXISTS (
    SELECT FROM partner_party WHERE partner_party.partner_id = partner.id
      AND (country_code || '-' || party_id ILIKE $1 OR partner_party.name ILIKE $1)))
  AND ($2::text IS NULL OR partner.status::text = $2)`;

const LOCATIONS = '(SELECT count(*)::int FROM location WHERE partner_id = partner.id)';
const FINDINGS = `(SELECT count(*)::int FROM partner_finding WHERE partner_id = partner.id
    AND severity <> 'info')`;

const COLUMNS = `partner.id::text AS "id", partner.name, partner.kind::text AS "kind",
  partner.version, partner.status::text AS "status", partner.last_heard_at AS "lastHeardAt",
  partner.last_reached_at AS "lastReachedAt", partner.last_error AS "lastError",
  coalesce((SELECT jsonb_agg(jsonb_build_object('countryCode', country_code, 'partyId', party_id,
      'role', role, 'name', partner_party.name) ORDER BY country_code, party_id, role)
    FROM partner_party WHERE partner_id = partner.id), '[]') AS "parties",
  ${LOCATIONS} AS "locations",
  (SELECT coalesce(sum(evse_count), 0)::int FROM location WHERE partner_id = partner.id) AS "evses",
  ${FINDINGS} AS "openFindings"`;

// Who was never heard or reached is before all others.
const SORTS: Readonly<Record<string, SortKey>> = {
  name: { sql: 'partner.name', type: 'text' },
  heard: { sql: "coalesce(partner.last_heard_at, '-infinity')", type: 'timestamptz' },
  reached: { sql: "coalesce(partner.last_reached_at, '-infinity')", type: 'timestamptz' },
  locations: { sql: LOCATIONS, type: 'numeric' },
  findings: { sql: FINDINGS, type: 'numeric' },
};

const PARTNERS: Table = {
  columns: COLUMNS,
  from: 'partner',
  matches: MATCHES,
  id: 'partner.id',
  sorts: SORTS,
  standard: { by: 'name', descending: false },
};

/** Partners by name unless ordered otherwise. `filter`: a status. */
export async function listConsolePartners(
  tx: Tx,
  page: TablePage,
): Promise<TableRows<ConsolePartner>> {
  return await listTable<ConsolePartner>(tx, PARTNERS, page);
}

export async function findConsolePartner(tx: Tx, id: string): Promise<ConsolePartner | undefined> {
  const [row] = await runStatement<ConsolePartner>(tx, {
    text: `SELECT ${COLUMNS} FROM partner WHERE id = $1::uuid`,
    values: [id],
  });
  return row;
}

export type ConsolePartnerParts = {
  readonly endpoints: readonly { module: string; role: string; url: string }[];
  readonly pulls: readonly {
    module: string;
    cursor: Date | null;
    finishedAt: Date | null;
    objects: number;
    error: string | null;
  }[];
  readonly findings: readonly {
    module: string;
    objectKey: string;
    code: string;
    pointer: string;
    severity: string;
    reason: string;
    seenAt: Date;
  }[];
};

/** What a partner's panel shows beside its row; the newest 100 findings. */
export async function findConsolePartnerParts(
  tx: Tx,
  partnerId: string,
): Promise<ConsolePartnerParts> {
  const [endpoints, pulls, findings] = await Promise.all([
    tx.partnerEndpoint.findMany({
      where: { partnerId },
      select: { module: true, role: true, url: true },
      orderBy: [{ module: 'asc' }, { role: 'asc' }],
    }),
    tx.partnerPull.findMany({
      where: { partnerId },
      select: { module: true, cursor: true, finishedAt: true, objects: true, error: true },
      orderBy: { module: 'asc' },
    }),
    tx.partnerFinding.findMany({
      where: { partnerId },
      omit: { id: true, partnerId: true },
      orderBy: { seenAt: 'desc' },
      take: 100,
    }),
  ]);
  return { endpoints, pulls, findings };
}

import type { Cdr, PartyRef } from '@peregrine/domain';
import type { HotClient } from '../client/statement.ts';

export type CdrToStore = {
  readonly partnerId: string;
  readonly cdr: Cdr;
  /** The bytes it came in, as text. */
  readonly raw: string;
  /** SHA-256 (hex) of its content. */
  readonly hash: string;
  readonly receivedAt: Date;
};

export type CdrKey = {
  readonly partnerId: string;
  readonly countryCode: string;
  readonly partyId: string;
  readonly cdrId: string;
};

export type StoredCdrKey = CdrKey & { readonly id: string; readonly hash: string };

const KEYS = `id::text AS "id", hash, partner_id::text AS "partnerId",
  country_code AS "countryCode", party_id AS "partyId", cdr_id AS "cdrId"`;

/**
 * Inserts CDRs that are not there yet and answers those; what is stored is never touched. Give each
 * CDR once. Rows are written in key order, so that batches cannot deadlock.
 */
export async function insertNewCdrs(
  client: HotClient,
  cdrs: readonly CdrToStore[],
): Promise<readonly StoredCdrKey[]> {
  const given = cdrs.map(({ partnerId, cdr, raw, hash, receivedAt }) => ({
    partner_id: partnerId,
    country_code: cdr.party.countryCode,
    party_id: cdr.party.partyId,
    cdr_id: cdr.cdrId,
    hash,
    raw,
    body: cdr,
    currency: cdr.currency,
    started_at: cdr.startedAt,
    ended_at: cdr.endedAt,
    energy_kwh: cdr.totalEnergyKwh,
    claimed_excl_tax: cdr.totalCost.exclTax,
    claimed_incl_tax: cdr.totalCost.inclTax ?? null,
    credit_of: cdr.credit ? (cdr.creditReferenceId ?? '') : null,
    received_at: receivedAt,
  }));
  const { rows } = await client.query<StoredCdrKey>({
    name: 'insert_new_cdrs',
    text: `INSERT INTO cdr (partner_id, country_code, party_id, cdr_id, state, hash, raw, body,
        currency, started_at, ended_at, energy_kwh, claimed_excl_tax, claimed_incl_tax, credit_of,
        received_at)
      SELECT partner_id, country_code, party_id, cdr_id, 'received', hash, raw, body, currency,
        started_at, ended_at, energy_kwh, claimed_excl_tax, claimed_incl_tax, credit_of, received_at
      FROM jsonb_to_recordset($1::jsonb) AS given(partner_id uuid, country_code text,
        party_id text, cdr_id text, hash text, raw text, body jsonb, currency text,
        started_at timestamptz, ended_at timestamptz, energy_kwh numeric,
        claimed_excl_tax numeric, claimed_incl_tax numeric, credit_of text,
        received_at timestamptz)
      ORDER BY partner_id, country_code, party_id, cdr_id
      ON CONFLICT (partner_id, country_code, party_id, cdr_id) DO NOTHING RETURNING ${KEYS}`,
    values: [JSON.stringify(given)],
  });
  return rows;
}

/** The stored CDRs among these keys. */
export async function findCdrKeys(
  client: HotClient,
  keys: readonly CdrKey[],
): Promise<readonly StoredCdrKey[]> {
  const { rows } = await client.query<StoredCdrKey>({
    name: 'find_cdr_keys',
    text: `SELECT ${KEYS} FROM cdr WHERE (partner_id, country_code, party_id, cdr_id) IN (
      SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]))`,
    values: [
      keys.map((key) => key.partnerId),
      keys.map((key) => key.countryCode),
      keys.map((key) => key.partyId),
      keys.map((key) => key.cdrId),
    ],
  });
  return rows;
}

/**
 * Keeps other content of a stored CDR aside, once per content, with a finding (R01) against the
 * first, which stays as it is. Answers whether this content is new.
 */
export async function keepCdrConflict(
  client: HotClient,
  conflict: {
    readonly cdrRowId: string;
    readonly hash: string;
    readonly raw: string;
    readonly receivedAt: Date;
  },
): Promise<boolean> {
  const { cdrRowId, hash, raw, receivedAt } = conflict;
  const { rowCount } = await client.query({
    name: 'keep_cdr_conflict',
    text: `WITH kept AS (
        INSERT INTO cdr_conflict (cdr_row_id, hash, raw, received_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (cdr_row_id, hash) DO NOTHING RETURNING cdr_row_id)
      INSERT INTO cdr_finding (cdr_row_id, code, pointer, severity, reason)
      SELECT cdr_row_id, 'R01', '/id', 'warning',
        'The same CDR was sent again with other content; the first one counts.' FROM kept`,
    values: [cdrRowId, hash, raw, receivedAt],
  });
  return rowCount > 0;
}

/** Joins a CDR to its charge, once. */
export async function joinCdr(client: HotClient, id: string, chargeId: string): Promise<void> {
  await client.query({
    name: 'join_cdr',
    text: 'UPDATE cdr SET charge_id = $2 WHERE id = $1 AND charge_id IS NULL',
    values: [id, chargeId],
  });
}

/** The charge of the CDR that a credit names, of the same party. */
export async function findCreditedCharge(
  client: HotClient,
  key: { readonly partnerId: string; readonly party: PartyRef; readonly cdrId: string },
): Promise<string | undefined> {
  const { rows } = await client.query<{ chargeId: string | null }>({
    name: 'find_credited_charge',
    text: `SELECT charge_id::text AS "chargeId" FROM cdr WHERE partner_id = $1
      AND country_code = $2 AND party_id = $3 AND cdr_id = $4`,
    values: [key.partnerId, key.party.countryCode, key.party.partyId, key.cdrId],
  });
  return rows[0]?.chargeId ?? undefined;
}

import type { ChargeState, PartyRef } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';
import type { HotClient } from '../client/statement.ts';

export type ChargeOriginName = 'app' | 'swipe' | 'swipe-offline' | 'cdr-only';

/** A charge as verbs work with it: read under a lock, changed, saved whole. */
export type StoredCharge = {
  readonly id: string;
  readonly origin: ChargeOriginName;
  readonly userId: string;
  readonly tokenUid: string;
  readonly partnerId: string;
  readonly party: PartyRef;
  readonly evseRowId: string | null;
  readonly locationId: string;
  readonly evseUid: string;
  readonly connectorId: string;
  readonly quoteId: string | null;
  readonly planVersionId: string | null;
  readonly authorizationReference: string;
  readonly createdAt: Date;
} & ChangeableCharge;

/** The columns that change after the charge was created. */
export type ChangeableCharge = {
  readonly state: ChargeState;
  /** Who said no to the start, as a message code, and the partner's own words. */
  readonly refusalCode: string | null;
  readonly refusalText: string | null;
  readonly stopRefusalCode: string | null;
  /** What a person has to look at, as a code. */
  readonly attention: string | null;
  readonly version: number;
  readonly updatedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** Gross, minor units of the plan's currency, as text. */
  readonly estimateMinor: string | null;
};

const COLUMNS = `id::text AS "id", origin::text AS "origin", user_id::text AS "userId",
  token_uid AS "tokenUid", partner_id::text AS "partnerId", country_code AS "countryCode",
  party_id AS "partyId", evse_row_id::text AS "evseRowId", location_id AS "locationId",
  evse_uid AS "evseUid", connector_id AS "connectorId", quote_id::text AS "quoteId",
  plan_version_id::text AS "planVersionId", authorization_reference AS "authorizationReference",
  start_state AS "start", energy_state AS "energy", settlement_state AS "settlement",
  refusal_code AS "refusalCode", refusal_text AS "refusalText",
  stop_refusal_code AS "stopRefusalCode", attention, version, created_at AS "createdAt",
  updated_at AS "updatedAt", started_at AS "startedAt", ended_at AS "endedAt",
  estimate_minor::text AS "estimateMinor"`;

type Row = Omit<StoredCharge, 'party' | 'state'> & PartyRef & ChargeState;

function chargeOf(row: Row): StoredCharge {
  const { countryCode, partyId, start, energy, settlement, ...rest } = row;
  return { ...rest, party: { countryCode, partyId }, state: { start, energy, settlement } };
}

/** Locks charges until the transaction ends, in the order of their ids (no deadlocks). */
export async function lockCharges(
  transaction: Tx | HotClient,
  ids: readonly string[],
): Promise<StoredCharge[]> {
  const rows = await runStatement<Row>(transaction, {
    name: 'lock_charges',
    text: `SELECT ${COLUMNS} FROM charge WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`,
    values: [ids],
  });
  return rows.map(chargeOf);
}

export async function lockCharge(
  transaction: Tx | HotClient,
  id: string,
): Promise<StoredCharge | undefined> {
  return (await lockCharges(transaction, [id]))[0];
}

/** Reads a charge without a lock. */
export async function findCharge(
  transaction: Tx | HotClient,
  id: string,
): Promise<StoredCharge | undefined> {
  const [row] = await runStatement<Row>(transaction, {
    name: 'find_charge',
    text: `SELECT ${COLUMNS} FROM charge WHERE id = $1::uuid`,
    values: [id],
  });
  return row && chargeOf(row);
}

/** Writes the changeable columns of a charge that the transaction has locked. */
export async function saveCharge(
  transaction: Tx | HotClient,
  charge: { readonly id: string } & ChangeableCharge,
): Promise<void> {
  await runStatement(transaction, {
    name: 'save_charge',
    text: `UPDATE charge SET start_state = $2, energy_state = $3, settlement_state = $4,
      refusal_code = $5, refusal_text = $6, stop_refusal_code = $7, attention = $8,
      version = $9::int, updated_at = $10::timestamptz, started_at = $11::timestamptz,
      ended_at = $12::timestamptz, estimate_minor = $13::text::bigint WHERE id = $1::uuid`,
    values: [
      charge.id,
      charge.state.start,
      charge.state.energy,
      charge.state.settlement,
      charge.refusalCode,
      charge.refusalText,
      charge.stopRefusalCode,
      charge.attention,
      charge.version,
      charge.updatedAt,
      charge.startedAt,
      charge.endedAt,
      charge.estimateMinor,
    ],
  });
}

export type NewCharge = Pick<
  StoredCharge,
  | 'origin'
  | 'userId'
  | 'tokenUid'
  | 'partnerId'
  | 'party'
  | 'evseRowId'
  | 'locationId'
  | 'evseUid'
  | 'connectorId'
  | 'quoteId'
  | 'planVersionId'
  | 'authorizationReference'
  | 'createdAt'
> & { readonly startId: string | null };

/** Inserts a charge in its first state; unique violations are the caller's to read. */
export async function insertCharge(
  transaction: Tx | HotClient,
  charge: NewCharge,
): Promise<StoredCharge> {
  const rows = await runStatement<Row>(transaction, {
    name: 'insert_charge',
    text: `INSERT INTO charge (start_id, origin, user_id, token_uid, partner_id, country_code,
        party_id, evse_row_id, location_id, evse_uid, connector_id, quote_id, plan_version_id,
        authorization_reference, start_state, energy_state, settlement_state, created_at, updated_at)
      VALUES ($1, $2::text::charge_origin, $3::uuid, $4, $5::uuid, $6, $7, $8::uuid, $9, $10, $11,
        $12::uuid, $13::uuid, $14, 'none', 'none', 'none', $15::timestamptz, $15::timestamptz)
      RETURNING ${COLUMNS}`,
    values: [
      charge.startId,
      charge.origin,
      charge.userId,
      charge.tokenUid,
      charge.partnerId,
      charge.party.countryCode,
      charge.party.partyId,
      charge.evseRowId,
      charge.locationId,
      charge.evseUid,
      charge.connectorId,
      charge.quoteId,
      charge.planVersionId,
      charge.authorizationReference,
      charge.createdAt,
    ],
  });
  const row = rows[0];
  if (!row) throw new Error('INSERT of a charge returned nothing');
  return chargeOf(row);
}

export type NewChargeEvent = {
  readonly chargeId: string;
  readonly at: Date;
  readonly event: string;
  readonly details: Readonly<Record<string, unknown>>;
};

/** Appends to the timelines of charges, in the given order. */
export async function addChargeEvents(
  transaction: Tx | HotClient,
  events: readonly NewChargeEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await runStatement(transaction, {
    name: 'add_charge_events',
    text: `INSERT INTO charge_event (charge_id, at, event, details)
      SELECT charge_id, at, event, details FROM jsonb_to_recordset($1::text::jsonb)
        AS given(charge_id uuid, at timestamptz, event text, details jsonb)`,
    values: [
      JSON.stringify(events.map(({ chargeId, ...rest }) => ({ charge_id: chargeId, ...rest }))),
    ],
  });
}

import type { PartyRef } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';
import type { HotClient } from '../client/statement.ts';

type Ids = { readonly id: string };

/**
 * Until the transaction ends nobody else decides which charge this token has at this EVSE: a session
 * and its CDR that arrive at the same instant must not both be the first that we hear.
 */
export async function lockEvidence(
  transaction: Tx | HotClient,
  key: { readonly partnerId: string; readonly tokenUid: string; readonly evseUid: string },
): Promise<void> {
  await runStatement(transaction, {
    name: 'lock_evidence',
    text: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text AS locked',
    values: [JSON.stringify([key.partnerId, key.tokenUid, key.evseUid])],
  });
}

/** The charge that we gave this reference to, at this partner. */
export async function findChargeByReference(
  transaction: Tx | HotClient,
  partnerId: string,
  reference: string,
): Promise<string | undefined> {
  const [row] = await runStatement<Ids>(transaction, {
    name: 'find_charge_by_reference',
    text: `SELECT id::text AS id FROM charge
      WHERE authorization_reference = $2 AND partner_id = $1::uuid`,
    values: [partnerId, reference],
  });
  return row?.id;
}

/** The charge of a partner's session, if the session has one. */
export async function findChargeBySession(
  transaction: Tx | HotClient,
  key: { readonly partnerId: string; readonly party: PartyRef; readonly sessionId: string },
): Promise<string | undefined> {
  const [row] = await runStatement<Ids>(transaction, {
    name: 'find_charge_by_session',
    text: `SELECT charge_id::text AS id FROM session WHERE partner_id = $1::uuid
      AND country_code = $2 AND party_id = $3 AND session_id = $4 AND charge_id IS NOT NULL`,
    values: [key.partnerId, key.party.countryCode, key.party.partyId, key.sessionId],
  });
  return row?.id;
}

/**
 * Charges of a token at an EVSE that began within 15 minutes of `startedAt` and are not taken:
 * without another session (and, for a CDR, without a CDR).
 */
export async function findChargesNear(
  transaction: Tx | HotClient,
  near: {
    readonly kind: 'session' | 'cdr';
    readonly partnerId: string;
    readonly tokenUid: string;
    readonly locationId: string;
    readonly evseUid: string;
    readonly startedAt: Date;
    readonly sessionId: string | null;
  },
): Promise<readonly { readonly id: string; readonly isVoid: boolean }[]> {
  return await runStatement<{ id: string; isVoid: boolean }>(transaction, {
    name: 'find_charges_near',
    text: `SELECT id::text AS id, settlement_state = 'void' AS "isVoid" FROM charge
      WHERE token_uid = $1 AND evse_uid = $2 AND partner_id = $3::uuid AND location_id = $4
        AND coalesce(started_at, created_at) BETWEEN $5::timestamptz - interval '15 minutes'
          AND $5::timestamptz + interval '15 minutes'
        AND NOT EXISTS (SELECT FROM session WHERE session.charge_id = charge.id
          AND session.session_id <> $6::text)
        AND NOT EXISTS (SELECT FROM cdr WHERE cdr.charge_id = charge.id AND $7::text = 'cdr')
      ORDER BY created_at LIMIT 10`,
    values: [
      near.tokenUid,
      near.evseUid,
      near.partnerId,
      near.locationId,
      near.startedAt,
      near.sessionId,
      near.kind,
    ],
  });
}

/** Whether a charge already has a session other than this one. */
export async function hasOtherSession(
  transaction: Tx | HotClient,
  chargeId: string,
  sessionId: string,
): Promise<boolean> {
  const rows = await runStatement(transaction, {
    name: 'has_other_session',
    text: 'SELECT 1 AS one FROM session WHERE charge_id = $1::uuid AND session_id <> $2',
    values: [chargeId, sessionId],
  });
  return rows.length > 0;
}

/** What a new charge needs to know of one of our tokens at a place; undefined: not our token. */
export async function findTokenAtPlace(
  transaction: Tx | HotClient,
  key: {
    readonly partnerId: string;
    readonly tokenUid: string;
    readonly party: PartyRef;
    readonly locationId: string;
    readonly evseUid: string;
  },
): Promise<{ readonly userId: string; readonly evseRowId: string | null } | undefined> {
  const [row] = await runStatement<{ userId: string; evseRowId: string | null }>(transaction, {
    name: 'find_token_at_place',
    text: `SELECT token.user_id::text AS "userId", (
        SELECT evse.id FROM evse JOIN location ON location.id = evse.location_row_id
        WHERE location.partner_id = $2::uuid AND location.country_code = $3
          AND location.party_id = $4 AND location.location_id = $5 AND evse.evse_uid = $6
      )::text AS "evseRowId" FROM token WHERE token.token_uid = $1`,
    values: [
      key.tokenUid,
      key.partnerId,
      key.party.countryCode,
      key.party.partyId,
      key.locationId,
      key.evseUid,
    ],
  });
  return row;
}

/** Whether we authorised this token in real time under this reference. */
export async function isAuthorizedSwipe(
  transaction: Tx | HotClient,
  reference: string,
  tokenUid: string,
): Promise<boolean> {
  const rows = await runStatement(transaction, {
    name: 'is_authorized_swipe',
    text: `SELECT 1 AS one FROM "authorization"
      WHERE reference = $1 AND token_uid = $2 AND allowed = 'ALLOWED'`,
    values: [reference, tokenUid],
  });
  return rows.length > 0;
}

/** The version of a plan that is in force at an instant. */
export async function findPlanVersionAt(
  transaction: Tx | HotClient,
  planKey: string,
  at: Date,
): Promise<string | undefined> {
  const [row] = await runStatement<Ids>(transaction, {
    name: 'find_plan_version_at',
    text: `SELECT id::text AS id FROM plan_version WHERE plan_key = $1
      AND valid_from <= $2::timestamptz ORDER BY version DESC LIMIT 1`,
    values: [planKey, at],
  });
  return row?.id;
}

import type { PartyRef, Session } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';
import type { HotClient } from '../client/statement.ts';

export type SessionToStore = {
  readonly partnerId: string;
  readonly session: Session;
  readonly receivedAt: Date;
};

export type KeptSession = {
  readonly id: string;
  readonly chargeId: string | null;
  readonly countryCode: string;
  readonly partyId: string;
  readonly sessionId: string;
  readonly partnerId: string;
};

/**
 * Inserts or replaces sessions; what is older than the stored state, or the same, is left out of
 * the answer. Give each session once. Rows are written in key order, so batches cannot deadlock.
 */
export async function keepNewerSessions(
  client: HotClient,
  sessions: readonly SessionToStore[],
): Promise<readonly KeptSession[]> {
  const given = sessions.map(({ partnerId, session, receivedAt }) => ({
    partner_id: partnerId,
    country_code: session.party.countryCode,
    party_id: session.party.partyId,
    session_id: session.sessionId,
    status: session.status,
    started_at: session.startedAt,
    ended_at: session.endedAt ?? null,
    energy_kwh: session.energyKwh,
    token_uid: session.token.tokenUid,
    body: session,
    last_updated: session.lastUpdated,
    received_at: receivedAt,
  }));
  const { rows } = await client.query<KeptSession>({
    name: 'keep_newer_sessions',
    text: `INSERT INTO session (partner_id, country_code, party_id, session_id, status, started_at,
        ended_at, energy_kwh, token_uid, body, last_updated, received_at)
      SELECT partner_id, country_code, party_id, session_id, status, started_at, ended_at,
        energy_kwh, token_uid, body, last_updated, received_at
      FROM jsonb_to_recordset($1::jsonb) AS given(partner_id uuid, country_code text,
        party_id text, session_id text, status text, started_at timestamptz, ended_at timestamptz,
        energy_kwh numeric, token_uid text, body jsonb, last_updated timestamptz,
        received_at timestamptz)
      ORDER BY partner_id, country_code, party_id, session_id
      ON CONFLICT (partner_id, country_code, party_id, session_id) DO UPDATE SET
        status = excluded.status, started_at = excluded.started_at, ended_at = excluded.ended_at,
        energy_kwh = excluded.energy_kwh, token_uid = excluded.token_uid, body = excluded.body,
        last_updated = excluded.last_updated, received_at = excluded.received_at
      WHERE session.last_updated < excluded.last_updated
        OR (session.last_updated = excluded.last_updated AND session.body <> excluded.body)
      RETURNING id::text AS "id", charge_id::text AS "chargeId", country_code AS "countryCode",
        party_id AS "partyId", session_id AS "sessionId", partner_id::text AS "partnerId"`,
    values: [JSON.stringify(given)],
  });
  return rows;
}

/** Reads a session and locks it until the transaction ends. */
export async function lockSession(
  client: HotClient,
  key: { readonly partnerId: string; readonly party: PartyRef; readonly sessionId: string },
): Promise<Session | undefined> {
  const { rows } = await client.query<{ body: Session }>({
    name: 'lock_session',
    text: `SELECT body FROM session WHERE partner_id = $1 AND country_code = $2 AND party_id = $3
      AND session_id = $4 FOR UPDATE`,
    values: [key.partnerId, key.party.countryCode, key.party.partyId, key.sessionId],
  });
  return rows[0]?.body;
}

/** Joins a session to its charge, once. */
export async function joinSession(client: HotClient, id: string, chargeId: string): Promise<void> {
  await client.query({
    name: 'join_session',
    text: 'UPDATE session SET charge_id = $2 WHERE id = $1 AND charge_id IS NULL',
    values: [id, chargeId],
  });
}

/** The session of a charge, as the partner last told it. */
export async function findSessionOfCharge(
  tx: Tx,
  chargeId: string,
): Promise<{ readonly session: Session; readonly receivedAt: Date } | undefined> {
  const row = await tx.session.findUnique({
    where: { chargeId },
    select: { body: true, receivedAt: true },
  });
  return row ? { session: row.body as unknown as Session, receivedAt: row.receivedAt } : undefined;
}

import type { Token } from '@peregrine/domain';
import { instantOf, type TokenType } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';
import type { HotClient } from '../client/statement.ts';

type TokenRow = NonNullable<Awaited<ReturnType<Tx['token']['findUnique']>>>;

export async function insertToken(
  tx: Tx,
  token: Token,
  owner: { readonly userId: string },
): Promise<void> {
  const { party, lastUpdated, language: _, ...columns } = token;
  await tx.token.create({
    data: {
      ...columns,
      countryCode: party.countryCode,
      partyId: party.partyId,
      lastUpdated: new Date(lastUpdated),
      userId: owner.userId,
    },
  });
}

export async function findToken(tx: Tx, tokenUid: string): Promise<Token | undefined> {
  const row = await tx.token.findUnique({ where: { tokenUid } });
  return row ? tokenOf(row) : undefined;
}

/** The APP_USER token of a driver; there is one at most. */
export async function findAppToken(tx: Tx, userId: string): Promise<Token | undefined> {
  const row = await tx.token.findFirst({ where: { userId, type: 'APP_USER' } });
  return row ? tokenOf(row) : undefined;
}

/** A driver's charging cards, the newest first. */
export async function findRfidTokens(tx: Tx, userId: string): Promise<readonly Token[]> {
  const rows = await tx.token.findMany({
    where: { userId, type: 'RFID' },
    orderBy: [{ lastUpdated: 'desc' }, { tokenUid: 'asc' }],
  });
  return rows.map(tokenOf);
}

/** Our tokens for a partner's GET, the oldest change first; `totalCount` counts all of the interval. */
export async function findTokens(
  tx: Tx,
  page: {
    readonly from?: Date;
    readonly to?: Date;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<{ readonly tokens: readonly Token[]; readonly totalCount: number }> {
  const lastUpdated = {
    ...(page.from ? { gte: page.from } : {}),
    ...(page.to ? { lt: page.to } : {}),
  };
  const where = { lastUpdated };
  const [rows, totalCount] = [
    await tx.token.findMany({
      where,
      orderBy: [{ lastUpdated: 'asc' }, { tokenUid: 'asc' }],
      skip: page.offset,
      take: page.limit,
    }),
    await tx.token.count({ where }),
  ];
  return { tokens: rows.map(tokenOf), totalCount };
}

export async function findTokenUids(tx: Tx): Promise<string[]> {
  const rows = await tx.token.findMany({
    select: { tokenUid: true },
    orderBy: { tokenUid: 'asc' },
  });
  return rows.map(({ tokenUid }) => tokenUid);
}

function tokenOf(row: TokenRow): Token {
  return {
    party: { countryCode: row.countryCode, partyId: row.partyId },
    tokenUid: row.tokenUid,
    type: row.type as TokenType,
    contractId: row.contractId,
    issuer: row.issuer,
    valid: row.valid,
    whitelist: row.whitelist as Token['whitelist'],
    lastUpdated: instantOf(row.lastUpdated),
    ...(row.visualNumber === null ? {} : { visualNumber: row.visualNumber }),
  };
}

/** Which state of a token a partner has confirmed, or why it has not. */
export async function savePush(
  tx: Tx,
  push: {
    readonly tokenUid: string;
    readonly partnerId: string;
    readonly at: Date;
    readonly state?: Date;
    readonly error?: string;
  },
): Promise<void> {
  const { tokenUid, partnerId } = push;
  const outcome =
    push.error === undefined
      ? { pushedAt: push.at, error: null, ...(push.state ? { pushedState: push.state } : {}) }
      : { error: push.error.slice(0, 500) };
  await tx.tokenPush.upsert({
    where: { tokenUid_partnerId: { tokenUid, partnerId } },
    create: { tokenUid, partnerId, ...outcome },
    update: outcome,
  });
}

/** Token states that a connected partner did not confirm yet. */
export async function findUnpushedTokens(
  tx: Tx,
  limit: number,
): Promise<readonly { readonly tokenUid: string; readonly partnerId: string }[]> {
  return await runStatement(tx, {
    text: `SELECT token.token_uid AS "tokenUid", partner.id::text AS "partnerId"
      FROM token CROSS JOIN partner
      JOIN partner_endpoint ON partner_endpoint.partner_id = partner.id
        AND partner_endpoint.module = 'tokens' AND partner_endpoint.role = 'RECEIVER'
      LEFT JOIN token_push ON token_push.token_uid = token.token_uid
        AND token_push.partner_id = partner.id
      WHERE partner.kind = 'ocpi' AND partner.status = 'connected'
        AND (token_push.pushed_state IS NULL OR token_push.pushed_state < token.last_updated)
      ORDER BY token.last_updated LIMIT $1::int`,
    values: [limit],
  });
}

/** What a real-time authorisation needs to know, in one statement. */
export type TokenStanding = {
  readonly tokenUid: string;
  readonly type: TokenType;
  readonly valid: boolean;
  readonly userId: string;
  readonly countryCode: string;
  readonly partyId: string;
  readonly contractId: string;
  readonly issuer: string;
  readonly visualNumber: string | null;
  readonly whitelist: string;
  readonly lastUpdated: Date;
  readonly hasCard: boolean;
  readonly hasOpenInvoice: boolean;
};

/** Standing of a token and its driver; the uid is compared without case, as RFID readers differ. */
export async function readTokenStanding(
  transaction: Tx | HotClient,
  tokenUid: string,
): Promise<TokenStanding | undefined> {
  const [row] = await runStatement<TokenStanding>(transaction, {
    name: 'read_token_standing',
    text: `SELECT token_uid AS "tokenUid", type, valid, user_id::text AS "userId",
        country_code AS "countryCode", party_id AS "partyId", contract_id AS "contractId",
        issuer, visual_number AS "visualNumber", whitelist, last_updated AS "lastUpdated",
        EXISTS (SELECT FROM payment_method WHERE payment_method.user_id = token.user_id)
          AS "hasCard",
        EXISTS (SELECT FROM charge WHERE charge.user_id = token.user_id
          AND charge.settlement_state = 'open') AS "hasOpenInvoice"
      FROM token WHERE token_uid IN ($1, upper($1), lower($1))
      ORDER BY token_uid = $1 DESC LIMIT 1`,
    values: [tokenUid],
  });
  return row;
}

/** Keeps an authorisation that we answered; its reference joins what follows. */
export async function insertAuthorization(
  transaction: Tx | HotClient,
  row: {
    readonly reference: string;
    readonly partnerId: string;
    readonly tokenUid: string;
    readonly allowed: string;
    readonly locationId?: string;
    readonly evseUids: readonly string[];
    readonly at: Date;
  },
): Promise<void> {
  await runStatement(transaction, {
    name: 'insert_authorization',
    text: `INSERT INTO "authorization"
        (reference, partner_id, token_uid, allowed, location_id, evse_uids, at)
      VALUES ($1, $2::uuid, $3, $4, $5, $6::text[], $7::timestamptz)`,
    values: [
      row.reference,
      row.partnerId,
      row.tokenUid,
      row.allowed,
      row.locationId ?? null,
      [...row.evseUids],
      row.at,
    ],
  });
}

import type { Tx } from '../client/open-database.ts';
import type { Token } from '../generated/client.ts';

/** The token of ours that a station read; uids are compared without case, readers differ. */
export async function findTokenOfStation(t: Tx, tokenUid: string): Promise<Token | undefined> {
  const where = { tokenUid: { equals: tokenUid, mode: 'insensitive' as const } };
  return (await t.token.findFirst({ where })) ?? undefined;
}

/** The newest real-time permission of a token at our own stations, and not used by a transaction. */
export async function findUnusedPermission(
  t: Tx,
  input: { partnerId: string; tokenUid: string; since: Date },
): Promise<string | undefined> {
  const [found] = await t.$queryRaw<{ reference: string }[]>`
    SELECT a.reference FROM "authorization" a
    WHERE a.partner_id = ${input.partnerId}::uuid AND lower(a.token_uid) = lower(${input.tokenUid})
      AND a.allowed = 'ALLOWED' AND a.at >= ${input.since}
      AND NOT EXISTS (SELECT 1 FROM station_transaction s
        WHERE s.authorization_reference = a.reference)
    ORDER BY a.at DESC LIMIT 1`;
  return found?.reference;
}

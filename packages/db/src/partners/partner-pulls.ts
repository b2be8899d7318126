import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';

/** The next date_from of a module; undefined before its first complete pull. */
export async function findPullCursor(
  tx: Tx,
  partnerId: string,
  module: string,
): Promise<Date | undefined> {
  const row = await tx.partnerPull.findUnique({
    where: { partnerId_module: { partnerId, module } },
    select: { cursor: true },
  });
  return row?.cursor ?? undefined;
}

export async function beginPull(
  tx: Tx,
  partnerId: string,
  module: string,
  startedAt: Date,
): Promise<void> {
  await tx.partnerPull.upsert({
    where: { partnerId_module: { partnerId, module } },
    create: { partnerId, module, startedAt },
    update: { startedAt },
  });
}

/** Ends a pull. The cursor moves only when all pages came. */
export async function endPull(
  tx: Tx,
  partnerId: string,
  module: string,
  outcome: {
    readonly finishedAt: Date;
    readonly objects: number;
    readonly cursor?: Date;
    readonly error?: string;
  },
): Promise<void> {
  const { finishedAt, objects, cursor, error } = outcome;
  await tx.partnerPull.update({
    where: { partnerId_module: { partnerId, module } },
    data: {
      finishedAt,
      objects,
      error: error?.slice(0, 500) ?? null,
      ...(cursor ? { cursor } : {}),
    },
  });
}

/** Connected partners that were not asked since `before`, the longest waiting first. */
export async function findPartnersToPull(tx: Tx, before: Date): Promise<string[]> {
  const rows = await runStatement<{ id: string }>(tx, {
    text: `SELECT partner.id::text AS id FROM partner
      LEFT JOIN partner_pull ON partner_pull.partner_id = partner.id
      WHERE partner.kind = 'ocpi' AND partner.status = 'connected'
      GROUP BY partner.id
      HAVING max(partner_pull.started_at) IS NULL OR max(partner_pull.started_at) < $1::timestamptz
      ORDER BY max(partner_pull.started_at) NULLS FIRST`,
    values: [before],
  });
  return rows.map(({ id }) => id);
}

/** Partners that take pushes of a module, e.g. of tokens. */
export async function findPartnersOffering(
  tx: Tx,
  module: string,
  role: 'SENDER' | 'RECEIVER',
): Promise<string[]> {
  const rows = await tx.partner.findMany({
    where: { kind: 'ocpi', status: 'connected', endpoints: { some: { module, role } } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

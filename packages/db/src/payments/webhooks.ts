import type { Tx } from '../client/open-database.ts';
import type { Prisma } from '../generated/client.ts';

/** Keeps a verified event once; false when it was here before. */
export async function keepWebhook(
  tx: Tx,
  event: { id: string; type: string; body: unknown; receivedAt: Date },
): Promise<boolean> {
  const { count } = await tx.webhookEvent.createMany({
    data: [{ ...event, body: event.body as Prisma.InputJsonValue }],
    skipDuplicates: true,
  });
  return count === 1;
}

export async function findWebhook(
  tx: Tx,
  id: string,
): Promise<{ readonly body: unknown; readonly processedAt: Date | null } | undefined> {
  const row = await tx.webhookEvent.findUnique({ where: { id } });
  return row ? { body: row.body, processedAt: row.processedAt } : undefined;
}

export async function markWebhookProcessed(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.webhookEvent.update({ where: { id }, data: { processedAt: at } });
}

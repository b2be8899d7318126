import type { Tx } from '../client/open-database.ts';
import type { HotClient } from '../client/statement.ts';

/** One message as it arrived. `objectKey`: `NL/LOW/<object id>` or what the module has instead. */
export type ReceivedMessage = {
  readonly partnerId: string;
  readonly module: string;
  readonly objectKey: string;
  /** The body as text, unchanged. */
  readonly body: string;
  /** SHA-256 of the body, hex. */
  readonly hash: string;
  readonly receivedAt: Date;
};

/** Keeps messages as evidence, append-only; one statement, in the caller's transaction. */
export async function archiveReceived(
  client: Tx | HotClient,
  messages: readonly ReceivedMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  const partnerIds = messages.map((message) => message.partnerId);
  const modules = messages.map((message) => message.module);
  const objectKeys = messages.map((message) => message.objectKey);
  const bodies = messages.map((message) => message.body);
  const hashes = messages.map((message) => message.hash);
  const times = messages.map((message) => message.receivedAt.toISOString());
  if ('$executeRaw' in client) {
    await client.$executeRaw`
      INSERT INTO archive.received (partner_id, module, object_key, body, hash, received_at)
      SELECT * FROM unnest(${partnerIds}::uuid[], ${modules}::text[], ${objectKeys}::text[],
        ${bodies}::text[], ${hashes}::text[], ${times}::timestamptz[])`;
    return;
  }
  await client.query({
    name: 'archive_received',
    text: `INSERT INTO archive.received (partner_id, module, object_key, body, hash, received_at)
      SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[],
        $6::timestamptz[])`,
    values: [partnerIds, modules, objectKeys, bodies, hashes, times],
  });
}

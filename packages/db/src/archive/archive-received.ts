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
  client: HotClient,
  messages: readonly ReceivedMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  await client.query({
    name: 'archive_received',
    text: `INSERT INTO archive.received (partner_id, module, object_key, body, hash, received_at)
      SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[],
        $6::timestamptz[])`,
    values: [
      messages.map((message) => message.partnerId),
      messages.map((message) => message.module),
      messages.map((message) => message.objectKey),
      messages.map((message) => message.body),
      messages.map((message) => message.hash),
      messages.map((message) => message.receivedAt),
    ],
  });
}

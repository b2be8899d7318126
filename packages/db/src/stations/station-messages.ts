import type { Finding } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';

/** Keeps a message that money hangs on as evidence; a `flag` asks for a person. */
export async function insertStationMessage(
  tx: Tx,
  message: {
    stationId: string;
    transactionId: number | undefined;
    kind: string;
    body: object;
    findings: readonly Finding[];
    flag: string | undefined;
    receivedAt: Date;
  },
): Promise<void> {
  await tx.stationMessage.create({
    data: {
      stationId: message.stationId,
      transactionId: message.transactionId ?? null,
      kind: message.kind,
      body: { ...message.body },
      findings: message.findings.map((finding) => ({ ...finding })),
      flag: message.flag ?? null,
      receivedAt: message.receivedAt,
    },
  });
}

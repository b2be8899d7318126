import type { Tx } from '../client/open-database.ts';
import type { Prisma } from '../generated/client.ts';

/** Who decided: any actor of the services has this shape. */
export type AuditActor = {
  readonly kind: string;
  readonly userId?: string;
  readonly partnerId?: string;
  readonly stationId?: string;
};

/** What was decided, about which row. `details` hold no secret and no personal data. */
export type AuditRecord = {
  readonly at: Date;
  /** The verb, e.g. `charge.start`. */
  readonly action: string;
  /** The noun of the row, e.g. `charge`. */
  readonly subject: string;
  readonly subjectId: string;
  readonly details?: Prisma.InputJsonObject;
};

/** Writes the row that says who decided what, in the transaction of the decision. */
export async function writeAudit(tx: Tx, actor: AuditActor, record: AuditRecord): Promise<void> {
  await tx.auditEntry.create({
    data: {
      at: record.at,
      actorKind: actor.kind,
      actorId: actor.userId ?? actor.partnerId ?? actor.stationId ?? null,
      action: record.action,
      subject: record.subject,
      subjectId: record.subjectId,
      details: record.details ?? {},
    },
  });
}

import type { Finding } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';
import type { HotClient } from '../client/statement.ts';

/** What was observed about one object of a partner; an empty list says that all is well now. */
export type ObservedObject = { readonly objectKey: string; readonly findings: readonly Finding[] };

/** Replaces what is known against these objects: a row per code and place. */
export async function keepPartnerFindings(
  transaction: Tx | HotClient,
  input: {
    readonly partnerId: string;
    readonly module: string;
    readonly objects: readonly ObservedObject[];
    readonly seenAt: Date;
  },
): Promise<void> {
  if (input.objects.length === 0) return;
  const { partnerId, module, seenAt } = input;
  await runStatement(transaction, {
    name: 'clear_partner_findings',
    text: `DELETE FROM partner_finding
      WHERE partner_id = $1::uuid AND module = $2 AND object_key = ANY($3::text[])`,
    values: [partnerId, module, input.objects.map((object) => object.objectKey)],
  });
  const rows = input.objects.flatMap(({ objectKey, findings }) =>
    findings.map(({ code, pointer, severity, reason }) => ({
      object_key: objectKey,
      code,
      pointer,
      severity,
      reason,
    })),
  );
  if (rows.length === 0) return;
  await runStatement(transaction, {
    name: 'insert_partner_findings',
    text: `INSERT INTO partner_finding
        (partner_id, module, object_key, code, pointer, severity, reason, seen_at)
      SELECT $1::uuid, $2, object_key, code, pointer, severity, reason, $3::timestamptz
      FROM jsonb_to_recordset($4::jsonb)
        AS x(object_key text, code text, pointer text, severity text, reason text)
      ON CONFLICT (partner_id, module, object_key, code, pointer) DO UPDATE
        SET severity = excluded.severity, reason = excluded.reason, seen_at = excluded.seen_at`,
    values: [partnerId, module, seenAt, JSON.stringify(dedupe(rows))],
  });
}

/** One statement may not write a row twice. */
function dedupe<T extends { object_key: string; code: string; pointer: string }>(rows: T[]): T[] {
  return [
    ...new Map(rows.map((row) => [`${row.object_key} ${row.code} ${row.pointer}`, row])).values(),
  ];
}

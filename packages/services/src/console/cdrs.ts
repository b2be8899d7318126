import type { ComparisonRow, Computation } from '@peregrine/billing';
import {
  type ConsoleCdr,
  findConsoleCdr,
  findConsoleCdrParts,
  listConsoleCdrs,
} from '@peregrine/db';
import { type Cdr, type Finding, instantOf, type Tariff } from '@peregrine/domain';
import { conditionsOf } from '@peregrine/pricing';
import type { Context } from '../context.ts';
import type { CdrDetail, CdrRow, ComputedCdr, Page, TableQuery } from '../views/console.ts';
import { checkId, checkStaff, found, listPage } from './staff-table.ts';

/** CDRs, claimed and computed side by side. `filter`: a state, or `findings`. Staff only. */
export async function listCdrs(ctx: Context, query: TableQuery): Promise<Page<CdrRow>> {
  checkStaff(ctx);
  return await listPage(query, (page) => listConsoleCdrs(ctx.db.read, page), toRow);
}

/** One CDR with its findings, the comparison and the message as received. Staff only. */
export async function viewCdr(ctx: Context, input: { readonly id: string }): Promise<CdrDetail> {
  checkStaff(ctx);
  const stored = found(await findConsoleCdr(ctx.db.read, checkId(input.id)));
  const { partnerId, chargeId, body, computation, tariff, raw, ...row } = stored;
  const parts = await findConsoleCdrParts(ctx.db.read, row.id);
  const computed = computedOf(computation, tariff);
  return {
    ...toRow(row),
    partnerId,
    ...(chargeId !== null && { chargeId }),
    place: placeOf(body as Cdr),
    findingList: parts.findings.map((finding) => toFinding(finding, row.currency)),
    comparison: comparisonOf(computation),
    ...(computed && { computed }),
    raw,
    conflicts: parts.conflicts.map((conflict) => ({
      raw: conflict.raw,
      receivedAt: instantOf(conflict.receivedAt),
    })),
  };
}

function toRow(cdr: ConsoleCdr): CdrRow {
  const { claimedInclTax, computedExclTax, computedInclTax, worstSeverity, ...row } = cdr;
  return {
    ...row,
    startedAt: instantOf(row.startedAt),
    endedAt: instantOf(row.endedAt),
    receivedAt: instantOf(row.receivedAt),
    timeZone: row.timeZone ?? 'UTC',
    ...(claimedInclTax !== null && { claimedInclTax }),
    ...(computedExclTax !== null && { computedExclTax }),
    ...(computedInclTax !== null && { computedInclTax }),
    ...(worstSeverity !== null && { worstSeverity }),
  };
}

function placeOf({ location }: Cdr): string {
  const { name, address, city, evseUid } = location;
  return [name, address, city, evseUid].filter((part) => part !== undefined).join(', ');
}

type StoredFinding = Awaited<ReturnType<typeof findConsoleCdrParts>>['findings'][number];

function toFinding(stored: StoredFinding, currency: string): Finding {
  const { claimed, computed, differenceMinor, severity, ...finding } = stored;
  return {
    ...finding,
    severity: severity as Finding['severity'],
    ...(claimed !== null && { claimed }),
    ...(computed !== null && { computed }),
    ...(differenceMinor !== null && { differenceMinor: differenceMinor.toString(), currency }),
  };
}

/** Absent until the CDR was reconciled. */
function comparisonOf(computation: unknown): readonly ComparisonRow[] {
  if (typeof computation !== 'object' || computation === null) return [];
  return 'comparison' in computation ? (computation.comparison as ComparisonRow[]) : [];
}

/** Undefined until the CDR was reconciled, and of computations that were kept before they had a zone. */
function computedOf(kept: unknown, tariff: unknown): ComputedCdr | undefined {
  if (typeof kept !== 'object' || kept === null || !('zone' in kept)) return undefined;
  const { session, unpriceable, zone } = kept as Computation;
  if (unpriceable) return { kind: 'unpriceable', reason: unpriceable.reason };
  if (!session) return undefined;
  const priced = { kind: 'priced', session, zone } as const;
  return tariff ? { ...priced, tariff: conditionsOf(tariff as Tariff) } : priced;
}

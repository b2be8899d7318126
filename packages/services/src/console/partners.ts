import {
  type ConsolePartner,
  findConsolePartner,
  findConsolePartnerParts,
  listConsolePartners,
} from '@peregrine/db';
import { type Finding, instantOf } from '@peregrine/domain';
import type { Context } from '../context.ts';
import type { Page, PartnerDetail, PartnerRow, TableQuery } from '../views/console.ts';
import { checkId, checkStaff, found, listPage } from './staff-table.ts';

/** Partners by name, with their last contact. `filter`: a status. Staff only. */
export async function listPartners(ctx: Context, query: TableQuery): Promise<Page<PartnerRow>> {
  checkStaff(ctx);
  return await listPage(query, (page) => listConsolePartners(ctx.db.read, page), toRow);
}

/** One partner with endpoints, pulls and findings. Staff only; else as `listPartners`. */
export async function viewPartner(
  ctx: Context,
  input: { readonly id: string },
): Promise<PartnerDetail> {
  checkStaff(ctx);
  const partner = found(await findConsolePartner(ctx.db.read, checkId(input.id)));
  const parts = await findConsolePartnerParts(ctx.db.read, partner.id);
  return {
    ...toRow(partner),
    endpoints: parts.endpoints,
    pulls: parts.pulls.map(({ module, objects, cursor, finishedAt, error }) => ({
      module,
      objects,
      ...(cursor && { cursor: instantOf(cursor) }),
      ...(finishedAt && { finishedAt: instantOf(finishedAt) }),
      ...(error !== null && { error }),
    })),
    findings: parts.findings.map(({ seenAt, severity, ...finding }) => ({
      ...finding,
      severity: severity as Finding['severity'],
      seenAt: instantOf(seenAt),
    })),
  };
}

function toRow(partner: ConsolePartner): PartnerRow {
  const { version, lastHeardAt, lastReachedAt, lastError, ...row } = partner;
  return {
    ...row,
    ...(version !== null && { version }),
    ...(lastHeardAt && { lastHeardAt: instantOf(lastHeardAt) }),
    ...(lastReachedAt && { lastReachedAt: instantOf(lastReachedAt) }),
    ...(lastError !== null && { lastError }),
  };
}

import {
  beginPull,
  confirmStatuses,
  endPull,
  findPullCursor,
  keepPartnerFindings,
  notePartnerReached,
} from '@peregrine/db';
import { instantOf } from '@peregrine/domain';
import { acceptCdrs } from '../cdrs/accept-cdrs.ts';
import type { Context } from '../context.ts';
import { acceptLocations } from '../locations/accept-locations.ts';
import { need } from '../need.ts';
import type { PartnerConnection, PulledModule, PulledPage } from '../ports.ts';
import { acceptSessions } from '../sessions/accept-sessions.ts';
import { acceptTariffs } from '../tariffs/accept-tariffs.ts';
import { partnerConnection } from './partner-connection.ts';

/** Prices first, so that no station is shown without; then what happened there. */
const MODULES = ['tariffs', 'locations', 'sessions', 'cdrs'] as const;

/** Clocks differ and pages drift: what changed shortly before the last pull is asked for again. */
const OVERLAP_MS = 10 * 60_000;

export type PullReport = readonly {
  readonly module: PulledModule;
  readonly objects: number;
  readonly error?: string;
}[];

/**
 * Fetches what a partner has since the last time, page by page: partners do not queue what they
 * could not push (OCPI transport_and_format, Offline behaviour). A module that fails keeps its
 * cursor, is noted as the partner's last error, and does not hold up the others.
 */
export async function pullPartner(
  ctx: Context,
  input: { readonly partnerId: string },
): Promise<PullReport> {
  const connection = await partnerConnection(ctx, input.partnerId);
  const report: { module: PulledModule; objects: number; error?: string }[] = [];
  for (const module of MODULES) {
    if (!offers(connection, module)) continue;
    report.push(await pullModule(ctx, connection, module));
  }
  const failed = report.find(({ error }) => error !== undefined);
  const text = failed && `${failed.module}: ${failed.error}`;
  await notePartnerReached(ctx.db.read, input.partnerId, ctx.clock.now(), text);
  await ctx.db.publish([
    { topic: 'partner', id: input.partnerId, version: ctx.clock.now().getTime() },
  ]);
  return report;
}

function offers(connection: PartnerConnection, module: string): boolean {
  return connection.endpoints.some((one) => one.module === module && one.role === 'SENDER');
}

async function pullModule(
  ctx: Context,
  connection: PartnerConnection,
  module: PulledModule,
): Promise<PullReport[number]> {
  const { partnerId } = connection;
  const gateway = need(ctx.ports.partners, 'partner gateways').ocpi;
  const startedAt = ctx.clock.now();
  const cursor = await findPullCursor(ctx.db.read, partnerId, module);
  await beginPull(ctx.db.read, partnerId, module, startedAt);
  let objects = 0;
  try {
    for await (const page of gateway.pull(connection, module, cursor && instantOf(cursor))) {
      await acceptPage(ctx, partnerId, page);
      objects += page.items.length;
    }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    await endPull(ctx.db.read, partnerId, module, {
      finishedAt: ctx.clock.now(),
      objects,
      error: text,
    });
    return { module, objects, error: text };
  }
  await endPull(ctx.db.read, partnerId, module, {
    finishedAt: ctx.clock.now(),
    objects,
    cursor: new Date(startedAt.getTime() - OVERLAP_MS),
  });
  // What a complete pull of changes does not tell has not changed.
  if (module === 'locations') await confirmStatuses(ctx.db.read, { id: partnerId }, startedAt);
  return { module, objects };
}

async function acceptPage(ctx: Context, partnerId: string, page: PulledPage): Promise<void> {
  if (page.refused?.length)
    await keepPartnerFindings(ctx.db.read, {
      partnerId,
      module: page.module,
      objects: page.refused,
      seenAt: ctx.clock.now(),
    });
  switch (page.module) {
    case 'locations':
      await acceptLocations(ctx, { partnerId, items: page.items });
      return;
    case 'tariffs':
      await acceptTariffs(ctx, { partnerId, items: page.items });
      return;
    case 'sessions':
      await acceptSessions(ctx, { partnerId, items: page.items });
      return;
    case 'cdrs':
      await acceptCdrs(ctx, { partnerId, items: page.items });
  }
}

import { type ChargeListRow, listDriverCharges } from '@peregrine/db';
import { type ChargeState, chargeWord, decimal, instantOf, moneyText } from '@peregrine/domain';
import type { ChargeRow } from '../views/charge.ts';
import type { DriverContext } from './start-charge.ts';

/** A driver's own charges, newest first; `before` (the id of a page's last) pages on. */
export async function listCharges(
  ctx: DriverContext,
  input: { readonly before?: string | undefined; readonly limit?: number | undefined } = {},
): Promise<ChargeRow[]> {
  const rows = await listDriverCharges(ctx.db.read, {
    userId: ctx.actor.userId,
    before: input.before ?? null,
    limit: Math.min(input.limit ?? 50, 100),
  });
  return rows.map(rowOf);
}

function rowOf(row: ChargeListRow): ChargeRow {
  const state = { start: row.start, energy: row.energy, settlement: row.settlement } as ChargeState;
  const total =
    row.totalMinor === null || row.currency === null
      ? {}
      : { total: moneyText({ minor: row.totalMinor, currency: row.currency }) };
  return {
    id: row.id,
    word: chargeWord(state),
    stationName: row.stationName ?? row.locationId,
    city: row.city ?? '',
    timeZone: row.timeZone ?? 'UTC',
    startedAt: instantOf(row.startedAt ?? row.createdAt),
    ...(row.energyKwh === null ? {} : { energyKwh: decimal(row.energyKwh) }),
    ...total,
  };
}

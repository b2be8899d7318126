import type { Tx } from '../client/open-database.ts';

/** Locks a user until the transaction ends: what one driver starts is decided one after another. */
export async function lockUser(tx: Tx, userId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "user" WHERE id = ${userId}::uuid FOR UPDATE`;
}

/** The charge that this start, or another one of the same quote, made. */
export async function findChargeOfStart(
  tx: Tx,
  key: { readonly userId: string; readonly startId: string; readonly quoteId: string },
): Promise<string | undefined> {
  const { userId, startId, quoteId } = key;
  const row = await tx.charge.findFirst({
    where: { userId, OR: [{ startId }, { quoteId }] },
    select: { id: true },
  });
  return row?.id;
}

/** A charge of this driver at this EVSE that is being started or runs. */
export async function findOpenChargeAt(
  tx: Tx,
  userId: string,
  evseRowId: string,
): Promise<string | undefined> {
  const row = await tx.charge.findFirst({
    where: {
      userId,
      evseRowId,
      settlementState: 'none',
      OR: [
        { energyState: { in: ['expected', 'charging', 'stopping'] } },
        { energyState: 'none', startState: { in: ['asked', 'accepted', 'unknown'] } },
      ],
    },
    select: { id: true },
  });
  return row?.id;
}

/** Charges that an EVSE's own status may confirm: started by us, no session seen yet. */
export async function findChargesExpectedAt(
  tx: Tx,
  partnerId: string,
  evses: readonly { readonly locationId: string; readonly evseUid: string }[],
): Promise<string[]> {
  const rows = await tx.charge.findMany({
    where: {
      partnerId,
      startState: 'accepted',
      energyState: { in: ['none', 'expected'] },
      settlementState: 'none',
      OR: evses.map(({ locationId, evseUid }) => ({ locationId, evseUid })),
    },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Charges that somebody should have moved on; each list at most 500, oldest first. */
export async function findStuckCharges(
  tx: Tx,
  before: { sessionWait: Date; recordWait: Date; paymentWait: Date },
): Promise<{
  readonly withoutSession: string[];
  readonly withoutRecord: string[];
  readonly unpaid: string[];
}> {
  const ids = async (
    where: NonNullable<Parameters<Tx['charge']['findMany']>[0]>['where'] & object,
  ) =>
    (
      await tx.charge.findMany({ where, select: { id: true }, orderBy: { id: 'asc' }, take: 500 })
    ).map(({ id }) => id);
  return {
    withoutSession: await ids({
      settlementState: 'none',
      energyState: { in: ['none', 'expected'] },
      createdAt: { lt: before.sessionWait },
      session: null,
    }),
    withoutRecord: await ids({
      attention: null,
      OR: [
        { settlementState: 'awaiting-record', endedAt: { lt: before.recordWait } },
        {
          settlementState: 'none',
          energyState: { in: ['charging', 'stopping'] },
          updatedAt: { lt: before.recordWait },
        },
      ],
    }),
    unpaid: await ids({ settlementState: 'billed', updatedAt: { lt: before.paymentWait } }),
  };
}

/**
 * Charges whose stop had no effect: asked for before `askedBefore`, and since then the session told
 * more energy than a car takes while it is being stopped (0.5 kWh).
 */
export async function findIneffectiveStops(tx: Tx, askedBefore: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT charge.id::text AS id FROM charge
    JOIN session ON session.charge_id = charge.id
    JOIN LATERAL (
      SELECT at, details FROM charge_event
      WHERE charge_event.charge_id = charge.id AND event = 'stop-asked' ORDER BY id DESC LIMIT 1
    ) asked ON true
    WHERE charge.energy_state = 'stopping' AND asked.at < ${askedBefore}
      AND session.energy_kwh > (asked.details ->> 'energyKwh')::numeric + 0.5
    LIMIT 500`;
  return rows.map(({ id }) => id);
}

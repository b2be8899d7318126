import { patchStationTransaction, type StationTransactionRecord, writeAudit } from '@peregrine/db';
import { acceptCdrs } from '../cdrs/accept-cdrs.ts';
import type { Context } from '../context.ts';
import { buildCdr, energyWhOf } from './build-cdr.ts';
import { endOf } from './build-session.ts';
import { actingAsOwnPartner, type OwnPartner } from './own-site.ts';
import { gatherFacts, type TransactionFacts } from './transaction-facts.ts';

const LONGEST_DURATION_MS = 7 * 24 * 3_600_000;
/** How far a meter may exceed the connector's power over the time. */
const POWER_TOLERANCE_PERCENT = 125n;

/** Hands the CDR of a finished transaction to the house, or keeps it for a person. */
export async function forwardCdr(
  ctx: Context,
  own: OwnPartner,
  row: StationTransactionRecord,
): Promise<void> {
  const { transactionId, cdrId, stoppedAt, finishedAt } = row;
  if (!cdrId || !stoppedAt || !finishedAt) return;
  const facts = await gatherFacts(ctx, own, row);
  if (typeof facts === 'string') return quarantine(ctx, row, facts);
  const doubt = implausible(row, facts);
  if (doubt) return quarantine(ctx, row, doubt);
  const transaction = { ...row, stoppedAt, finishedAt };
  const built = buildCdr({ party: own.party, cdrId, transaction, facts });
  if (built.kind === 'unpriceable') return quarantine(ctx, row, `unpriceable: ${built.reason}`);
  const { cdr } = built;
  await acceptCdrs(actingAsOwnPartner(ctx, own), {
    partnerId: own.partnerId,
    items: [{ value: { cdr, raw: JSON.stringify(cdr) }, findings: [] }],
  });
  const cdrAcceptedAt = ctx.clock.now();
  await ctx.db.tx((tx) => patchStationTransaction(tx, transactionId, { cdrAcceptedAt }));
}

/** What no meter of this connector can have counted; undefined when it is plausible. */
function implausible(row: StationTransactionRecord, facts: TransactionFacts): string | undefined {
  const energyWh = energyWhOf(row);
  const stoppedAt = row.stoppedAt ?? row.startedAt;
  const chargingMs = BigInt(stoppedAt.getTime() - row.startedAt.getTime());
  const mostWh = (BigInt(facts.place.connector.maxPowerW) * chargingMs) / 3_600_000n;
  if (energyWh < 0n) return 'negative-energy';
  // 100 Wh: the resolution of coarse meters on very short transactions.
  if (energyWh > (mostWh * POWER_TOLERANCE_PERCENT) / 100n + 100n) return 'implausible-energy';
  if (endOf(row).getTime() - row.startedAt.getTime() > LONGEST_DURATION_MS) {
    return 'implausible-duration';
  }
  return undefined;
}

/** No CDR without a person: the charge stays without a record, which its own sweep tells staff. */
async function quarantine(
  ctx: Context,
  row: StationTransactionRecord,
  reason: string,
): Promise<void> {
  await ctx.db.tx(async (tx) => {
    await patchStationTransaction(tx, row.transactionId, { quarantine: reason, cdrId: null });
    await writeAudit(
      tx,
      { kind: 'system' },
      {
        at: ctx.clock.now(),
        action: 'station-transaction.quarantine',
        subject: 'station_transaction',
        subjectId: String(row.transactionId),
        details: { reason },
      },
    );
  });
}

import { cdrPostings, reconcileCdr as reconcile } from '@peregrine/billing';
import {
  type DomainEvent,
  enqueue,
  findEarlierCdr,
  findPlace,
  insertPostings,
  lockCdr,
  type StoredCdr,
  saveReconciliation,
  type Tx,
  writeAudit,
} from '@peregrine/db';
import { dateOf, type Finding, instantOf } from '@peregrine/domain';
import { chargeChanged, tellCharge } from '../charging/change-charge.ts';
import type { Context } from '../context.ts';
import { findTariffInForce, type TariffVersion } from '../tariffs/tariff-in-force.ts';
import { reconcileCredit } from './reconcile-credit.ts';

/** Where the location is unknown to us no restriction in local time can be checked better. */
const FALLBACK_ZONE = 'UTC';

/**
 * Checks a stored CDR against the tariff that was in force at its start, and keeps computation,
 * findings and state; then lets its charge be billed. A price in doubt does not hold the driver's
 * receipt, quantities in doubt do. The job 'reconcile-cdr': any number of times, the same result.
 */
export async function reconcileCdr(
  ctx: Context,
  input: { readonly cdrRowId: string },
): Promise<void> {
  const events = await ctx.db.tx(async (tx) => {
    const stored = await lockCdr(tx, input.cdrRowId);
    if (!stored || stored.state === 'superseded') return [];
    const told = stored.cdr.credit
      ? await reconcileCredit(ctx, tx, stored)
      : await reconcileClaim(ctx, tx, stored);
    return [...told, { topic: 'cdr', id: stored.id, version: 2 } as const];
  });
  await ctx.db.publish(events);
}

async function reconcileClaim(ctx: Context, tx: Tx, stored: StoredCdr): Promise<DomainEvent[]> {
  const { cdr, partnerId, chargeId } = stored;
  const now = ctx.clock.now();
  const { connectorId, evseUid, locationId } = cdr.location;
  const place = await findPlace(tx, {
    partnerId,
    party: cdr.party,
    locationId,
    evseUid,
    connectorId,
  });
  const basis = await basisOf(tx, stored, place?.tariffIds ?? []);
  const result = reconcile({
    cdr,
    tariff: basis?.tariff,
    timeZone: place?.timeZone ?? FALLBACK_ZONE,
    receivedAt: instantOf(stored.receivedAt),
    ...(place?.maxPowerW != null && { maxPowerW: place.maxPowerW }),
  });
  const repeated = await sameChargeTwice(tx, stored);
  const state = repeated.length > 0 ? 'held' : result.state;
  await saveReconciliation(tx, stored.id, {
    state,
    findings: [...repeated, ...result.findings],
    computation: { ...result.computation, quantitiesPlausible: result.quantitiesPlausible },
    computedExclTax: result.computedExclTax,
    computedInclTax: result.computedInclTax,
    tariffVersionId: basis?.versionId,
    reconciledAt: now,
  });
  if (result.acceptedExclTax !== undefined && repeated.length === 0) {
    const { party, currency } = cdr;
    const { acceptedExclTax } = result;
    const entry = cdrPostings({ cdrRowId: stored.id, party, acceptedExclTax, currency });
    await insertPostings(tx, entry, { chargeId, at: now });
  }
  await writeAudit(tx, ctx.actor, {
    at: now,
    action: 'cdr.reconcile',
    subject: 'cdr',
    subjectId: stored.id,
    details: { state, findings: result.findings.map(({ code }) => code) },
  });
  if (chargeId === null) return [];
  return await letBill(tx, chargeId, now, {
    plausible: result.quantitiesPlausible,
    repeated: repeated.length > 0,
  });
}

/**
 * The price basis of a claim. Of several tariffs of the connector the one that the CDR names was
 * used; a tariff that the connector does not name counts only where we know none of its own.
 */
async function basisOf(
  tx: Tx,
  { cdr, partnerId }: StoredCdr,
  ofConnector: readonly string[],
): Promise<TariffVersion | undefined> {
  const named = cdr.periods.flatMap(({ tariffId }) => (tariffId === undefined ? [] : [tariffId]));
  const claimed = [...new Set([...named, ...cdr.tariffs.map(({ tariffId }) => tariffId)])];
  const agreed = ofConnector.filter((id) => claimed.includes(id));
  const at = dateOf(cdr.startedAt);
  for (const tariffIds of [agreed, ofConnector, claimed]) {
    const found = await findTariffInForce(tx, { partnerId, party: cdr.party, tariffIds, at });
    if (found) return found;
  }
  return undefined;
}

async function sameChargeTwice(tx: Tx, stored: StoredCdr): Promise<Finding[]> {
  const earlier = await findEarlierCdr(tx, stored);
  if (earlier === undefined) return [];
  return [
    {
      code: 'R01',
      pointer: '/session_id',
      severity: 'error',
      reason: `CDR ${earlier} already tells of the same charge.`,
      claimed: stored.cdr.cdrId,
      computed: earlier,
    },
  ];
}

/** Next step of the charge: its bill, or a person who looks first. */
async function letBill(
  tx: Tx,
  chargeId: string,
  at: Date,
  doubt: { readonly plausible: boolean; readonly repeated: boolean },
): Promise<DomainEvent[]> {
  if (doubt.plausible && !doubt.repeated) {
    await enqueue(
      tx,
      { name: 'bill-charge', payload: { chargeId } },
      { key: `bill-charge:${chargeId}` },
    );
    return [];
  }
  const attention = doubt.repeated ? 'several-records' : 'implausible-quantities';
  const charge = await tellCharge(tx, chargeId, at, [], { attention });
  return charge ? [chargeChanged(charge)] : [];
}

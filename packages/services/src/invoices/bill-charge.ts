import { type RatedCharge, rateCharge, vatPercent } from '@peregrine/billing';
import {
  enqueue,
  findBillableCdr,
  findInvoice,
  findPriceBasis,
  findReconciledTariff,
  lockCharge,
  type PriceBasis,
  type StoredCdr,
  type StoredCharge,
  type Tx,
} from '@peregrine/db';
import { type Cdr, exactOf, moneyOf } from '@peregrine/domain';
import { auditCharge } from '../charging/audit-charge.ts';
import { changeCharge, chargeChanged } from '../charging/change-charge.ts';
import type { Context } from '../context.ts';
import { type Billed, issueInvoice } from './issue-invoice.ts';

/**
 * Bills a charge by its reconciled CDR: rates it, gives it a number, and writes document, lines and
 * postings, all in one transaction; then payment and mail follow as jobs. The job 'bill-charge':
 * a charge gets one invoice, whenever and however often this runs. Answers the invoice's id;
 * undefined when there is nothing to bill (yet).
 */
export async function billCharge(
  ctx: Context,
  input: { readonly chargeId: string },
): Promise<string | undefined> {
  const billed = await ctx.db.tx((tx) => bill(ctx, tx, input.chargeId));
  if (billed.events.length > 0) await ctx.db.publish(billed.events);
  return billed.invoiceId;
}

async function bill(ctx: Context, tx: Tx, chargeId: string): Promise<Billed> {
  const charge = await lockCharge(tx, chargeId);
  if (!charge) return { events: [] };
  const issued = await findInvoice(tx, { chargeId });
  if (issued) return { invoiceId: issued.id, events: [] };
  const record = await findBillableCdr(tx, chargeId);
  if (!record || !isPlausible(record)) return { events: [] };
  if (tellsOfNothing(record.cdr)) return await waive(ctx, tx, charge);
  const basis = await basisOf(tx, charge, record);
  const rated = rate(basis, record);
  if (rated.kind === 'unknown') return await askPerson(ctx, tx, charge, rated.detail);
  if (moneyOf(rated.total).minor === 0n) return await waive(ctx, tx, charge);
  const quoted = basis?.quoted ?? false;
  return await issueInvoice(ctx, tx, { charge, record, quoted, rated });
}

/** No energy, and nothing asked for it: then nothing is asked of the driver, no start fee either. */
function tellsOfNothing({ totalEnergyKwh, totalCost }: Cdr): boolean {
  return exactOf(totalEnergyKwh).num === 0n && exactOf(totalCost.exclTax).num === 0n;
}

/** Quoted, or what the record was checked with: the tariff that was in force at the start. */
async function basisOf(
  tx: Tx,
  charge: StoredCharge,
  record: StoredCdr,
): Promise<PriceBasis | undefined> {
  const basis = await findPriceBasis(tx, charge);
  if (!basis || basis.quoted) return basis;
  return { ...basis, tariff: (await findReconciledTariff(tx, record)) ?? null };
}

/** Marked by reconciliation: quantities in doubt wait for a person. */
function isPlausible(record: StoredCdr): boolean {
  const { computation } = record;
  const marked = typeof computation === 'object' && computation !== null;
  return marked && 'quantitiesPlausible' in computation && computation.quantitiesPlausible === true;
}

type Unrated = { readonly kind: 'unknown'; readonly detail: string };

function rate(basis: PriceBasis | undefined, { cdr }: StoredCdr): RatedCharge | Unrated {
  if (!basis?.plan) return { kind: 'unknown', detail: 'the charge has no plan' };
  const country = basis.country ?? cdr.location.country;
  const { timeZone } = basis;
  if (!country || !timeZone) return { kind: 'unknown', detail: 'the location is not known' };
  return rateCharge({
    tariff: basis.tariff ?? undefined,
    plan: basis.plan,
    site: basis.site,
    vatPercent: basis.vatPercent ?? vatPercent(country, cdr.startedAt),
    periods: cdr.periods,
    startedAt: cdr.startedAt,
    endedAt: cdr.endedAt,
    timeZone,
  });
}

/** No price: nobody pays a guess. */
async function askPerson(
  ctx: Context,
  tx: Tx,
  charge: StoredCharge,
  detail: string,
): Promise<Billed> {
  if (charge.attention === 'price-unknown') return { events: [] };
  const at = ctx.clock.now();
  const changed = await changeCharge(tx, charge, at, [], { attention: 'price-unknown' });
  await auditCharge(ctx, tx, 'charge.price-unknown', charge.id, { detail });
  return { events: [chargeChanged(changed)] };
}

async function waive(ctx: Context, tx: Tx, charge: StoredCharge): Promise<Billed> {
  const at = ctx.clock.now();
  const changed = await changeCharge(tx, charge, at, [{ event: 'nothing-to-bill' }]);
  await enqueue(tx, { name: 'release-hold', payload: { chargeId: charge.id } });
  await auditCharge(ctx, tx, 'charge.waive', charge.id);
  return { events: [chargeChanged(changed)] };
}

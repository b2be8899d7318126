import { randomUUID } from 'node:crypto';
import {
  assembleInvoice,
  type Estimate,
  type InvoiceDocument,
  invoicePostings,
  type RatedCharge,
  rateCharge,
  vatPercent,
} from '@peregrine/billing';
import {
  type DomainEvent,
  enqueue,
  findBillableCdr,
  findInvoice,
  findPlace,
  findPriceBasis,
  findSessionOfCharge,
  findUserBy,
  insertInvoice,
  insertPostings,
  lockCharge,
  type PriceBasis,
  type StoredCdr,
  type StoredCharge,
  type Tx,
  takeSequence,
  writeAudit,
} from '@peregrine/db';
import { dateOf, instantOf, moneyOf, moneyText } from '@peregrine/domain';
import { type ChargeHappening, changeCharge, chargeChanged } from '../charging/change-charge.ts';
import type { Context } from '../context.ts';
import { documentStation } from './document-station.ts';

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

type Billed = { readonly invoiceId?: string; readonly events: readonly DomainEvent[] };

async function bill(ctx: Context, tx: Tx, chargeId: string): Promise<Billed> {
  const charge = await lockCharge(tx, chargeId);
  if (!charge) return { events: [] };
  const issued = await findInvoice(tx, { chargeId });
  if (issued) return { invoiceId: issued.id, events: [] };
  const record = await findBillableCdr(tx, chargeId);
  if (!record || !isPlausible(record)) return { events: [] };
  const basis = await findPriceBasis(tx, { ...charge, startedAt: dateOf(record.cdr.startedAt) });
  const rated = rate(basis, record);
  if (rated.kind === 'unknown') return await askPerson(ctx, tx, charge, rated.detail);
  if (moneyOf(rated.total).minor === 0n) return await waive(ctx, tx, charge);
  return await issue(ctx, tx, { charge, record, basis, rated });
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
  await audit(ctx, tx, 'charge.price-unknown', charge.id, { detail });
  return { events: [chargeChanged(changed)] };
}

async function waive(ctx: Context, tx: Tx, charge: StoredCharge): Promise<Billed> {
  const at = ctx.clock.now();
  const changed = await changeCharge(tx, charge, at, [{ event: 'nothing-to-bill' }]);
  await enqueue(tx, { name: 'release-hold', payload: { chargeId: charge.id } });
  await audit(ctx, tx, 'charge.waive', charge.id, {});
  return { events: [chargeChanged(changed)] };
}

type ToIssue = {
  readonly charge: StoredCharge;
  readonly record: StoredCdr;
  readonly basis: PriceBasis | undefined;
  readonly rated: RatedCharge;
};

async function issue(ctx: Context, tx: Tx, toIssue: ToIssue): Promise<Billed> {
  const { charge, rated, record } = toIssue;
  const now = ctx.clock.now();
  const invoiceId = randomUUID();
  const seriesKey = `${ctx.seller.invoicePrefix}-${now.getUTCFullYear()}`;
  const draft = await draftOf(ctx, tx, toIssue);
  // Last of all reads: from here on other issuers of the series wait for this commit.
  const sequence = await takeSequence(tx, seriesKey);
  const number = `${seriesKey}-${sequence.toString().padStart(6, '0')}`;
  const document = assembleInvoice({ ...draft, number, rated });
  await insertInvoice(tx, {
    id: invoiceId,
    number,
    seriesKey,
    sequence,
    userId: charge.userId,
    chargeId: charge.id,
    currency: rated.currency,
    totalMinor: moneyOf(rated.total).minor,
    vatMinor: rated.vat.reduce((sum, { vat }) => sum + moneyOf(vat).minor, 0n),
    body: document,
    issuedAt: now,
    lines: document.lines.map(({ dimension, total, ...line }) => ({
      ...line,
      kind: dimension,
      totalMinor: moneyOf(total).minor,
    })),
  });
  const about = { chargeId: charge.id, at: now };
  await insertPostings(tx, invoicePostings(invoiceId, document), about);
  const event: ChargeHappening = {
    event: 'invoice-issued',
    details: { number, total: document.total, cdrId: record.cdr.cdrId },
  };
  const changed = await changeCharge(tx, charge, now, [event]);
  await audit(ctx, tx, 'invoice.issue', charge.id, { number, invoiceId });
  await enqueue(
    tx,
    { name: 'collect-payment', payload: { chargeId: charge.id } },
    { key: `collect-payment:${charge.id}` },
  );
  await enqueue(
    tx,
    { name: 'mail-receipt', payload: { invoiceId } },
    { key: `mail-receipt:${invoiceId}` },
  );
  const events = [chargeChanged(changed), { topic: 'invoice', id: invoiceId, version: 1 } as const];
  return { invoiceId, events };
}

type Draft = Omit<InvoiceDocument, 'number' | 'lines' | 'vat' | 'total' | 'rounding' | 'estimate'>;

async function draftOf(
  ctx: Context,
  tx: Tx,
  { charge, record, basis, rated }: ToIssue,
): Promise<Draft & { estimate?: Estimate }> {
  const { cdr } = record;
  const { partnerId, party, locationId, evseUid, connectorId } = charge;
  const place = await findPlace(tx, { partnerId, party, locationId, evseUid, connectorId });
  const user = await findUserBy(tx, { id: charge.userId });
  if (!user) throw new Error(`charge ${charge.id} has no driver`);
  const { name, addressLines, vatId } = ctx.seller;
  const estimate = await estimateOf(tx, charge, rated.currency);
  return {
    issuedAt: instantOf(ctx.clock.now()),
    seller: { name, addressLines, vatId },
    driver: { email: user.email, ...(user.name !== null && { name: user.name }) },
    station: documentStation(place, cdr),
    startedAt: cdr.startedAt,
    endedAt: cdr.endedAt,
    energyKwh: cdr.totalEnergyKwh,
    quoted: basis?.quoted ?? false,
    ...(estimate && { estimate }),
  };
}

async function estimateOf(
  tx: Tx,
  charge: StoredCharge,
  currency: string,
): Promise<Estimate | undefined> {
  if (charge.estimateMinor === null) return undefined;
  const told = await findSessionOfCharge(tx, charge.id);
  return {
    total: moneyText({ minor: BigInt(charge.estimateMinor), currency }),
    ...(told && { energyKwh: told.session.energyKwh }),
    ...(told?.session.endedAt && { endedAt: told.session.endedAt }),
  };
}

async function audit(
  ctx: Context,
  tx: Tx,
  action: string,
  chargeId: string,
  details: Readonly<Record<string, string>>,
): Promise<void> {
  const at = ctx.clock.now();
  await writeAudit(tx, ctx.actor, { at, action, subject: 'charge', subjectId: chargeId, details });
}

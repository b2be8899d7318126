import { randomUUID } from 'node:crypto';
import {
  assembleInvoice,
  type Estimate,
  type InvoiceDocument,
  invoicePostings,
  type RatedCharge,
} from '@peregrine/billing';
import {
  type DomainEvent,
  enqueue,
  findPlace,
  findSessionOfCharge,
  findUserBy,
  insertInvoice,
  insertPostings,
  type StoredCdr,
  type StoredCharge,
  type Tx,
  takeSequence,
} from '@peregrine/db';
import { instantOf, moneyOf, moneyText } from '@peregrine/domain';
import { auditCharge } from '../charging/audit-charge.ts';
import { type ChargeHappening, changeCharge, chargeChanged } from '../charging/change-charge.ts';
import type { Context } from '../context.ts';
import { documentStation } from './document-station.ts';

/** What billing did; the events are to be published after the commit. */
export type Billed = { readonly invoiceId?: string; readonly events: readonly DomainEvent[] };

type ToIssue = {
  readonly charge: StoredCharge;
  readonly record: StoredCdr;
  /** Whether a price was shown before the start. */
  readonly quoted: boolean;
  readonly rated: RatedCharge;
};

/**
 * Issues the invoice of a rated charge in the caller's transaction, which has locked the charge and
 * seen that it has none: number, document, lines and postings, then payment and mail as jobs.
 */
export async function issueInvoice(ctx: Context, tx: Tx, toIssue: ToIssue): Promise<Billed> {
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
  await auditCharge(ctx, tx, 'invoice.issue', charge.id, { number, invoiceId });
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
  { charge, record, quoted, rated }: ToIssue,
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
    quoted,
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

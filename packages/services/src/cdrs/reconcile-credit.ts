import {
  type DomainEvent,
  findCreditedCdr,
  findEarlierCredit,
  findInvoice,
  insertPostings,
  listPostings,
  type StoredCdr,
  saveReconciliation,
  supersedeCdr,
  type Tx,
  writeAudit,
} from '@peregrine/db';
import { compare, exactOf, type Finding, negate } from '@peregrine/domain';
import { chargeChanged, tellCharge } from '../charging/change-charge.ts';
import type { Context } from '../context.ts';

/**
 * A credit CDR: the whole original again with a negated total (OCPI mod_cdrs, Credit CDRs). A right
 * one takes its original back: superseded, what we owed for it reversed. A charge that was billed
 * by then is shown to a person; one that was not waits for the new CDR.
 */
export async function reconcileCredit(
  ctx: Context,
  tx: Tx,
  credit: StoredCdr,
): Promise<DomainEvent[]> {
  const now = ctx.clock.now();
  const original = await findCreditedCdr(tx, credit);
  const finding = await objectionTo(tx, credit, original);
  await saveReconciliation(tx, credit.id, {
    state: finding ? 'held' : 'accepted',
    findings: finding ? [finding] : [],
    computation: { comparison: [], creditOf: original?.id ?? null },
    reconciledAt: now,
  });
  await writeAudit(tx, ctx.actor, {
    at: now,
    action: 'cdr.credit',
    subject: 'cdr',
    subjectId: credit.id,
    details: { accepted: !finding, original: original?.id ?? null },
  });
  if (finding || !original) return [];
  await supersedeCdr(tx, original.id);
  const owed = await listPostings(tx, `cdr:${original.id}`);
  await insertPostings(
    tx,
    {
      key: `cdr:${credit.id}`,
      lines: owed.map(({ account, amountMinor, currency }) => ({
        account,
        amount: { minor: -amountMinor, currency },
      })),
    },
    { chargeId: original.chargeId, at: now },
  );
  return await tellOriginal(tx, original, now);
}

async function objectionTo(
  tx: Tx,
  { id, cdr, ...rest }: StoredCdr,
  original: StoredCdr | undefined,
): Promise<Finding | undefined> {
  const finding = (pointer: string, reason: string): Finding => ({
    code: 'R02',
    pointer,
    severity: 'error',
    reason,
    claimed: pointer === '/total_cost' ? cdr.totalCost.exclTax : (cdr.creditReferenceId ?? ''),
  });
  if (!original || original.cdr.credit) {
    return finding('/credit_reference_id', 'The CDR that this one credits is not known.');
  }
  const earlier = await findEarlierCredit(tx, { id, cdr, ...rest });
  if (earlier !== undefined) {
    return finding('/credit_reference_id', `The CDR was credited before, by ${earlier}.`);
  }
  const claimed = exactOf(cdr.totalCost.exclTax);
  if (compare(claimed, negate(exactOf(original.cdr.totalCost.exclTax))) !== 0) {
    return finding('/total_cost', 'The credit is not the negated total of its CDR.');
  }
  return undefined;
}

async function tellOriginal(tx: Tx, original: StoredCdr, at: Date): Promise<DomainEvent[]> {
  const { chargeId } = original;
  if (chargeId === null || !(await findInvoice(tx, { chargeId }))) return [];
  const attention = 'credited-after-invoice';
  const charge = await tellCharge(tx, chargeId, at, [], { attention });
  return charge ? [chargeChanged(charge)] : [];
}

import type { Cdr, CdrState, Decimal, Finding, Tariff } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';
import type { Prisma } from '../generated/client.ts';

export type StoredCdr = {
  readonly id: string;
  readonly partnerId: string;
  readonly chargeId: string | null;
  readonly state: CdrState;
  readonly cdr: Cdr;
  readonly computation: unknown;
  /** What it was recomputed with; null before that, and where we held no tariff. */
  readonly tariffVersionId: string | null;
  readonly receivedAt: Date;
};

const FIELDS = {
  id: true,
  partnerId: true,
  chargeId: true,
  state: true,
  body: true,
  computation: true,
  tariffVersionId: true,
  receivedAt: true,
} as const;
type Row = Prisma.CdrGetPayload<{ select: typeof FIELDS }>;

function cdrOf({ state, body, ...row }: Row): StoredCdr {
  return { ...row, state: state as CdrState, cdr: body as unknown as Cdr };
}

/** Locks a CDR until the transaction ends; lock its charge after it, never before. */
export async function lockCdr(tx: Tx, id: string): Promise<StoredCdr | undefined> {
  await tx.$queryRaw`SELECT 1 FROM cdr WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.cdr.findUnique({ where: { id }, select: FIELDS });
  return row ? cdrOf(row) : undefined;
}

/** The CDR of the same party that a credit names. */
export async function findCreditedCdr(tx: Tx, credit: StoredCdr): Promise<StoredCdr | undefined> {
  const { party, creditReferenceId } = credit.cdr;
  if (creditReferenceId === undefined) return undefined;
  const row = await tx.cdr.findFirst({
    where: {
      partnerId: credit.partnerId,
      countryCode: party.countryCode,
      partyId: party.partyId,
      cdrId: creditReferenceId,
    },
    select: FIELDS,
  });
  return row ? cdrOf(row) : undefined;
}

/** Another credit that was accepted for the same CDR. */
export async function findEarlierCredit(tx: Tx, credit: StoredCdr): Promise<string | undefined> {
  const { party, creditReferenceId } = credit.cdr;
  const row = await tx.cdr.findFirst({
    where: {
      id: { not: credit.id },
      partnerId: credit.partnerId,
      countryCode: party.countryCode,
      partyId: party.partyId,
      creditOf: creditReferenceId ?? '',
      state: 'accepted',
    },
    select: { cdrId: true },
  });
  return row?.cdrId;
}

/** The finding of `keepCdrConflict`. */
const CONFLICT = { code: 'R01', pointer: '/id' } as const;

/** Decimals of these fields are exact texts. */
export type ReconciliationToKeep = {
  readonly state: CdrState;
  readonly findings: readonly Finding[];
  /** JSON: billing's Computation and whether the quantities are plausible. */
  readonly computation: object;
  readonly computedExclTax?: Decimal | undefined;
  readonly computedInclTax?: Decimal | undefined;
  readonly tariffVersionId?: string | undefined;
  readonly reconciledAt: Date;
};

/**
 * Keeps what reconciliation made of a CDR; findings of an earlier run are replaced, but not the one
 * about other content under its id, which came with a message.
 */
export async function saveReconciliation(
  tx: Tx,
  cdrRowId: string,
  result: ReconciliationToKeep,
): Promise<void> {
  await tx.cdr.update({
    where: { id: cdrRowId },
    data: {
      state: result.state,
      computation: result.computation as Prisma.InputJsonObject,
      computedExclTax: result.computedExclTax ?? null,
      computedInclTax: result.computedInclTax ?? null,
      tariffVersionId: result.tariffVersionId ?? null,
      reconciledAt: result.reconciledAt,
    },
  });
  await tx.cdrFinding.deleteMany({ where: { cdrRowId, NOT: CONFLICT } });
  await tx.cdrFinding.createMany({
    data: result.findings.map((finding) => ({
      cdrRowId,
      code: finding.code,
      pointer: finding.pointer,
      severity: finding.severity,
      reason: finding.reason,
      claimed: finding.claimed ?? null,
      computed: finding.computed ?? null,
      differenceMinor: minorOf(finding.differenceMinor),
    })),
  });
}

/** Claims can be absurd: what the column cannot hold still stands in the finding's two amounts. */
function minorOf(difference: string | undefined): bigint | null {
  if (difference === undefined) return null;
  const minor = BigInt(difference);
  return BigInt.asIntN(64, minor) === minor ? minor : null;
}

/** A credit took this CDR's place. */
export async function supersedeCdr(tx: Tx, cdrRowId: string): Promise<void> {
  await tx.cdr.update({ where: { id: cdrRowId }, data: { state: 'superseded' } });
}

/** An earlier CDR of the same charge that still stands: a charge has one record. */
export async function findEarlierCdr(tx: Tx, later: StoredCdr): Promise<string | undefined> {
  if (later.chargeId === null) return undefined;
  const row = await tx.cdr.findFirst({
    where: {
      chargeId: later.chargeId,
      id: { not: later.id },
      creditOf: null,
      state: { not: 'superseded' },
      receivedAt: { lte: later.receivedAt },
    },
    orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }],
    select: { cdrId: true },
  });
  return row?.cdrId;
}

/**
 * The record that a charge is billed by: its first reconciled CDR that is neither a credit nor
 * credited. Undefined while there is none.
 */
export async function findBillableCdr(tx: Tx, chargeId: string): Promise<StoredCdr | undefined> {
  const row = await tx.cdr.findFirst({
    where: {
      chargeId,
      creditOf: null,
      state: { in: ['accepted', 'tolerated', 'held', 'disputed'] },
      reconciledAt: { not: null },
    },
    orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }],
    select: FIELDS,
  });
  return row ? cdrOf(row) : undefined;
}

/** The tariff that a CDR was recomputed with. */
export async function findReconciledTariff(tx: Tx, stored: StoredCdr): Promise<Tariff | undefined> {
  if (stored.tariffVersionId === null) return undefined;
  const row = await tx.tariffVersion.findUnique({
    where: { id: stored.tariffVersionId },
    select: { body: true },
  });
  return row ? (row.body as unknown as Tariff) : undefined;
}

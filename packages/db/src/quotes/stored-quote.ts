import type { Decimal, DriverPlan, PartyRef, Tariff } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';

/** An EVSE's connector with what a price and a start need to know of its place. */
export type QuotableConnector = {
  readonly evseRowId: string;
  readonly evseUid: string;
  readonly evseId: string | null;
  readonly physicalReference: string | null;
  readonly status: string;
  readonly capabilities: readonly string[];
  readonly connectorId: string;
  readonly plug: string;
  readonly maxPowerW: number;
  readonly tariffIds: readonly string[];
  readonly location: {
    readonly id: string;
    readonly partnerId: string;
    readonly partnerKind: 'ocpi' | 'internal';
    readonly party: PartyRef;
    readonly locationId: string;
    readonly name: string;
    readonly publish: boolean;
    readonly country: string;
  };
};

export async function findQuotableConnector(
  tx: Tx,
  evseRowId: string,
  connectorId: string,
): Promise<QuotableConnector | undefined> {
  const row = await tx.connector.findUnique({
    where: { evseRowId_connectorId: { evseRowId, connectorId } },
    include: { evse: { include: { location: { include: { partner: true } } } } },
  });
  if (!row) return undefined;
  const { evse } = row;
  const { location } = evse;
  return {
    evseRowId,
    evseUid: evse.evseUid,
    evseId: evse.evseId,
    physicalReference: evse.physicalReference,
    status: evse.status,
    capabilities: evse.capabilities,
    connectorId,
    plug: row.plug,
    maxPowerW: row.maxPowerW,
    tariffIds: row.tariffIds,
    location: {
      id: location.id,
      partnerId: location.partnerId,
      partnerKind: location.partner.kind,
      party: { countryCode: location.countryCode, partyId: location.partyId },
      locationId: location.locationId,
      name: location.name,
      publish: location.publish,
      country: location.country,
    },
  };
}

export type StoredPlan = { readonly id: string; readonly plan: DriverPlan };

/** The newest version of a plan that is in force. */
export async function findPlan(tx: Tx, planKey: string, at: Date): Promise<StoredPlan | undefined> {
  const row = await tx.planVersion.findFirst({
    where: { planKey, validFrom: { lte: at } },
    orderBy: { version: 'desc' },
  });
  return row ? { id: row.id, plan: row.body as unknown as DriverPlan } : undefined;
}

/** Adds a plan version unless it is there; versions are never edited. */
export async function keepPlanVersion(
  tx: Tx,
  version: { planKey: string; version: number; plan: DriverPlan; validFrom: Date },
): Promise<void> {
  await tx.planVersion.upsert({
    where: { planKey_version: { planKey: version.planKey, version: version.version } },
    create: {
      planKey: version.planKey,
      version: version.version,
      body: version.plan,
      validFrom: version.validFrom,
    },
    update: {},
  });
}

export async function insertQuote(
  tx: Tx,
  quote: {
    userId: string;
    evseRowId: string;
    connectorId: string;
    tariffVersionId: string;
    planVersionId: string;
    vatPercent: Decimal;
    /** JSON: the price as shown. */
    shown: object;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<string> {
  const { id } = await tx.quote.create({ data: quote });
  return id;
}

export type StoredQuote = {
  readonly id: string;
  readonly userId: string;
  readonly evseRowId: string;
  readonly connectorId: string;
  readonly vatPercent: Decimal;
  readonly shown: unknown;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly tariffVersionId: string;
  readonly tariff: Tariff;
  readonly planVersionId: string;
  readonly plan: DriverPlan;
  /** The charge that it started, if any. */
  readonly chargeId: string | null;
};

/** A quote with the tariff and the plan it was made of. */
export async function findQuote(tx: Tx, id: string): Promise<StoredQuote | undefined> {
  const row = await tx.quote.findUnique({
    where: { id },
    include: { tariffVersion: true, planVersion: true, charge: { select: { id: true } } },
  });
  if (!row) return undefined;
  return {
    id: row.id,
    userId: row.userId,
    evseRowId: row.evseRowId,
    connectorId: row.connectorId,
    vatPercent: row.vatPercent.toFixed() as Decimal,
    shown: row.shown,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    tariffVersionId: row.tariffVersionId,
    tariff: row.tariffVersion.body as unknown as Tariff,
    planVersionId: row.planVersionId,
    plan: row.planVersion.body as unknown as DriverPlan,
    chargeId: row.charge?.id ?? null,
  };
}

import type { PartyRef } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';
import type { HotClient } from '../client/statement.ts';

export type PartnerRole = {
  readonly party: PartyRef;
  readonly role: string;
  readonly name: string;
};

/** A partner as its credentials token tells it. */
export type PartnerByToken = {
  readonly id: string;
  readonly name: string;
  readonly status: 'registering' | 'connected' | 'suspended';
  readonly version: string | null;
  /** Whether the token is the single-use one of a registration (token A). */
  readonly byRegistrationToken: boolean;
  readonly roles: readonly PartnerRole[];
};

type FoundRow = Omit<PartnerByToken, 'roles'> & {
  readonly roles: readonly { cc: string; party: string; role: string; name: string }[];
};

/** Finds whose token one of these SHA-256 hashes (hex) is; suspended partners are not found. */
export async function findPartnerByTokenHash(
  transaction: Tx | HotClient,
  hashes: readonly string[],
): Promise<PartnerByToken | undefined> {
  const [row] = await runStatement<FoundRow>(transaction, {
    name: 'find_partner_by_token_hash',
    text: `SELECT id::text AS id, name, status::text AS status, version,
        coalesce(registration_token_hash = ANY($1::text[]), false) AS "byRegistrationToken",
        coalesce((SELECT json_agg(json_build_object('cc', country_code, 'party', party_id,
          'role', role, 'name', partner_party.name))
          FROM partner_party WHERE partner_id = partner.id), '[]') AS roles
      FROM partner WHERE kind = 'ocpi' AND status <> 'suspended'
        AND (our_token_hash = ANY($1::text[]) OR registration_token_hash = ANY($1::text[]))
      LIMIT 1`,
    values: [[...hashes]],
  });
  if (!row) return undefined;
  const roles = row.roles.map(({ cc, party, role, name }) => ({
    party: { countryCode: cc, partyId: party },
    role,
    name,
  }));
  return { ...row, roles };
}

/** A partner with what is needed to call it; `theirTokenSealed` is still encrypted. */
export type StoredPartner = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'ocpi' | 'internal';
  readonly status: 'registering' | 'connected' | 'suspended';
  readonly version: string | null;
  readonly versionsUrl: string | null;
  readonly theirTokenSealed: string | null;
  readonly quirks: Readonly<Record<string, boolean>>;
  readonly endpoints: readonly { module: string; role: string; url: string }[];
};

export async function findPartner(tx: Tx, id: string): Promise<StoredPartner | undefined> {
  const row = await tx.partner.findUnique({ where: { id }, include: { endpoints: true } });
  return row ? storedPartner(row) : undefined;
}

export async function findPartnerByName(tx: Tx, name: string): Promise<StoredPartner | undefined> {
  const row = await tx.partner.findUnique({ where: { name }, include: { endpoints: true } });
  return row ? storedPartner(row) : undefined;
}

type Row = NonNullable<
  Awaited<ReturnType<Tx['partner']['findUnique']>> & {
    endpoints: { module: string; role: string; url: string }[];
  }
>;

function storedPartner(row: Row): StoredPartner {
  const { id, name, kind, status, version, versionsUrl, theirTokenSealed } = row;
  const endpoints = row.endpoints.map(({ module, role, url }) => ({ module, role, url }));
  const quirks = row.quirks as Readonly<Record<string, boolean>>;
  return { id, name, kind, status, version, versionsUrl, theirTokenSealed, quirks, endpoints };
}

/** Of these parties the first that another connected partner pushes objects of. */
export async function findHeldParty(
  tx: Tx,
  partnerId: string,
  parties: readonly PartyRef[],
): Promise<PartyRef | undefined> {
  const row = await tx.partnerParty.findFirst({
    where: {
      partnerId: { not: partnerId },
      partner: { status: 'connected' },
      role: 'CPO',
      OR: parties.map(({ countryCode, partyId }) => ({ countryCode, partyId })),
    },
    select: { countryCode: true, partyId: true },
  });
  return row ?? undefined;
}

/** The names of a partner's parties, by country and party code. */
export async function findPartyNames(
  transaction: Tx | HotClient,
  partnerId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await runStatement<{ key: string; name: string }>(transaction, {
    name: 'find_party_names',
    text: `SELECT country_code || '-' || party_id AS key, name FROM partner_party
      WHERE partner_id = $1::uuid ORDER BY role = 'CPO'`,
    values: [partnerId],
  });
  return new Map(rows.map(({ key, name }) => [key, name]));
}

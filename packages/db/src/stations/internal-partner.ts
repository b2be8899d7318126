import type { PartyRef } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';

/** The partner row of our own CPO party, if it was made. */
export async function findInternalPartnerId(t: Tx): Promise<string | undefined> {
  const partner = await t.partner.findFirst({ where: { kind: 'internal' }, select: { id: true } });
  return partner?.id;
}

/** Makes or renames the partner row of our own CPO party. */
export async function upsertInternalPartner(
  tx: Tx,
  input: { name: string; party: PartyRef },
): Promise<string> {
  const known = await findInternalPartnerId(tx);
  const { id } = known
    ? await tx.partner.update({ where: { id: known }, data: { name: input.name } })
    : await tx.partner.create({
        data: { name: input.name, kind: 'internal', status: 'connected' },
      });
  const key = { partnerId: id, ...input.party, role: 'CPO' };
  await tx.partnerParty.upsert({
    where: { partnerId_countryCode_partyId_role: key },
    create: { ...key, name: input.name },
    update: { name: input.name },
  });
  return id;
}

/** Our own location as it was accepted (domain Location as JSON); undefined when there is none. */
export async function readOwnLocation(
  t: Tx,
  key: { partnerId: string; countryCode: string; partyId: string; locationId: string },
): Promise<unknown> {
  const found = await t.location.findUnique({
    where: { partnerId_countryCode_partyId_locationId: key },
    select: { body: true },
  });
  return found?.body;
}

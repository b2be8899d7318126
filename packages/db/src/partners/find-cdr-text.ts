import type { PartyRef } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';

/** A CDR as its partner sent it; undefined when it sent none of that id. */
export async function findCdrText(
  tx: Tx,
  key: { readonly partnerId: string; readonly party: PartyRef; readonly cdrId: string },
): Promise<string | undefined> {
  const { partnerId, party, cdrId } = key;
  const row = await tx.cdr.findUnique({
    where: { partnerId_countryCode_partyId_cdrId: { partnerId, ...party, cdrId } },
    select: { raw: true },
  });
  return row?.raw;
}

import type { Location, PartyRef } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';
import type { HotClient } from '../client/statement.ts';

export type LocationRecord = NonNullable<Awaited<ReturnType<typeof readStation>>>;

/** A published location with its EVSEs and connectors, by its row id. */
export async function readStation(tx: Tx, id: string) {
  const row = await tx.location.findFirst({
    where: { id, publish: true },
    include: {
      partner: { select: { kind: true, statusesConfirmedAt: true } },
      evses: {
        where: { status: { notIn: ['REMOVED', 'PLANNED'] } },
        include: { connectors: { orderBy: { connectorId: 'asc' } } },
        orderBy: { evseUid: 'asc' },
      },
    },
  });
  if (!row) return undefined;
  const { body, ...columns } = row;
  return { ...columns, body: body as unknown as Location };
}

/** The party that has this location, among a partner's; an authorisation names only its id. */
export async function findLocationParty(
  transaction: Tx | HotClient,
  partnerId: string,
  locationId: string,
): Promise<PartyRef | undefined> {
  const rows = await runStatement<PartyRef>(transaction, {
    name: 'find_location_party',
    text: `SELECT country_code AS "countryCode", party_id AS "partyId" FROM location
      WHERE partner_id = $1::uuid AND location_id = $2 LIMIT 2`,
    values: [partnerId, locationId],
  });
  return rows.length === 1 ? rows[0] : undefined;
}

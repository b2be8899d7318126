import type { Location, PartyRef } from '@peregrine/domain';
import type { HotClient } from '../client/statement.ts';

export type StoredLocation = { readonly id: string; readonly body: Location };

/** The key of a location inside its partner, for maps. */
export function locationKey(party: PartyRef, locationId: string): string {
  return `${party.countryCode}/${party.partyId}/${locationId}`;
}

/** Reads and locks the locations that exist, in one order for all, by their `locationKey`. */
export async function lockLocations(
  client: HotClient,
  partnerId: string,
  keys: readonly { readonly party: PartyRef; readonly locationId: string }[],
): Promise<Map<string, StoredLocation>> {
  const { rows } = await client.query<StoredLocation>({
    name: 'lock_locations',
    text: `SELECT location.id::text AS id, location.body FROM location
      JOIN jsonb_to_recordset($2::jsonb) AS x(cc text, party text, id text)
        ON location.country_code = x.cc AND location.party_id = x.party
        AND location.location_id = x.id
      WHERE location.partner_id = $1::uuid
      ORDER BY location.id FOR UPDATE OF location`,
    values: [
      partnerId,
      JSON.stringify(
        keys.map(({ party, locationId }) => ({
          cc: party.countryCode,
          party: party.partyId,
          id: locationId,
        })),
      ),
    ],
  });
  return new Map(rows.map((row) => [locationKey(row.body.party, row.body.locationId), row]));
}

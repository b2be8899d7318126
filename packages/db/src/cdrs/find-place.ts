import type { PartyRef } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';
import type { HotClient } from '../client/statement.ts';

/** Where a charge took place, as far as we hold the location. */
export type StoredPlace = {
  readonly locationRowId: string;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly country: string;
  readonly operatorName: string;
  readonly timeZone: string;
  readonly evseId: string | null;
  readonly physicalReference: string | null;
  /** Of the connector, else of the EVSE. */
  readonly maxPowerW: number | null;
  readonly tariffIds: readonly string[];
};

export type PlaceKey = {
  readonly partnerId: string;
  readonly party: PartyRef;
  readonly locationId: string;
  readonly evseUid: string;
  readonly connectorId: string;
};

/** The place that a CDR or charge names; EVSE and connector may be unknown to us. */
export async function findPlace(
  transaction: Tx | HotClient,
  key: PlaceKey,
): Promise<StoredPlace | undefined> {
  const [row] = await runStatement<StoredPlace>(transaction, {
    name: 'find_place',
    text: `SELECT location.id::text AS "locationRowId", location.name, location.address,
        location.city, location.country, location.operator_name AS "operatorName",
        location.time_zone AS "timeZone", evse.evse_id AS "evseId",
        evse.physical_reference AS "physicalReference",
        coalesce(connector.max_power_w, evse.max_power_w) AS "maxPowerW",
        coalesce(connector.tariff_ids, evse.tariff_ids, '{}') AS "tariffIds"
      FROM location
      LEFT JOIN evse ON evse.location_row_id = location.id AND evse.evse_uid = $5
      LEFT JOIN connector ON connector.evse_row_id = evse.id AND connector.connector_id = $6
      WHERE location.partner_id = $1::uuid AND location.country_code = $2
        AND location.party_id = $3 AND location.location_id = $4`,
    values: [
      key.partnerId,
      key.party.countryCode,
      key.party.partyId,
      key.locationId,
      key.evseUid,
      key.connectorId,
    ],
  });
  return row;
}

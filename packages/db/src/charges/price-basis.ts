import type { Decimal, DriverPlan, Tariff } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';
import type { HotClient } from '../client/statement.ts';
import type { StoredCharge } from './stored-charge.ts';

/**
 * What a charge is priced with (`charge.md`, What the driver pays): the quoted tariff and plan
 * versions, else the ones in force at the start. Absent parts are unknown, never free.
 */
export type PriceBasis = {
  readonly quoted: boolean;
  readonly tariffVersionId: string | null;
  readonly tariff: Tariff | null;
  readonly planVersionId: string | null;
  readonly plan: DriverPlan | null;
  /** As quoted; without a quote it is to be looked up for `country` at the start. */
  readonly vatPercent: Decimal | null;
  readonly site: 'partner' | 'own';
  /** ISO 3166-1 alpha-2 and IANA zone of the place; null when we do not know the location. */
  readonly country: string | null;
  readonly timeZone: string | null;
};

export async function findPriceBasis(
  transaction: Tx | HotClient,
  charge: Pick<StoredCharge, 'id' | 'createdAt' | 'startedAt'>,
): Promise<PriceBasis | undefined> {
  const [row] = await runStatement<PriceBasis>(transaction, {
    name: 'find_price_basis',
    text: `SELECT charge.quote_id IS NOT NULL AS "quoted",
        coalesce(quoted_tariff.id, in_force.id)::text AS "tariffVersionId",
        coalesce(quoted_tariff.body, in_force.body) AS "tariff",
        plan_version.id::text AS "planVersionId", plan_version.body AS "plan",
        quote.vat_percent::text AS "vatPercent",
        CASE partner.kind::text WHEN 'internal' THEN 'own' ELSE 'partner' END AS "site",
        location.country AS "country", location.time_zone AS "timeZone"
      FROM charge
      JOIN partner ON partner.id = charge.partner_id
      LEFT JOIN quote ON quote.id = charge.quote_id
      LEFT JOIN tariff_version quoted_tariff ON quoted_tariff.id = quote.tariff_version_id
      LEFT JOIN plan_version
        ON plan_version.id = coalesce(quote.plan_version_id, charge.plan_version_id)
      LEFT JOIN location ON location.partner_id = charge.partner_id
        AND location.country_code = charge.country_code AND location.party_id = charge.party_id
        AND location.location_id = charge.location_id
      LEFT JOIN LATERAL (
        SELECT tariff_version.id, tariff_version.body FROM evse
        JOIN connector ON connector.evse_row_id = evse.id
        JOIN tariff_version ON tariff_version.partner_id = charge.partner_id
          AND tariff_version.country_code = charge.country_code
          AND tariff_version.party_id = charge.party_id
          AND tariff_version.tariff_id = ANY(connector.tariff_ids)
        WHERE charge.quote_id IS NULL AND evse.location_row_id = location.id
          AND evse.evse_uid = charge.evse_uid
          AND charge.connector_id IN ('', connector.connector_id)
          AND tariff_version.valid_from <= $2::timestamptz
          AND (tariff_version.ended_at IS NULL OR tariff_version.ended_at > $2::timestamptz)
        ORDER BY array_position(connector.tariff_ids, tariff_version.tariff_id),
          tariff_version.valid_from DESC LIMIT 1
      ) in_force ON true
      WHERE charge.id = $1::uuid`,
    values: [charge.id, charge.startedAt ?? charge.createdAt],
  });
  return row;
}

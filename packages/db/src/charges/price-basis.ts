import type { Decimal, DriverPlan, Tariff } from '@peregrine/domain';
import type { Tx } from '../client/open-database.ts';
import { runStatement } from '../client/run-statement.ts';
import type { HotClient } from '../client/statement.ts';
import type { StoredCharge } from './stored-charge.ts';

/**
 * What a charge's price rests on (`domain/README`): the quoted tariff and plan
 * versions; without a quote the plan of the charge. Absent parts are unknown, never free.
 */
export type PriceBasis = {
  readonly quoted: boolean;
  /** As quoted; without a quote it is to be chosen of `tariffIds` for the start. */
  readonly tariff: Tariff | null;
  /** What the connector names now. */
  readonly tariffIds: readonly string[];
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
  charge: Pick<StoredCharge, 'id'>,
): Promise<PriceBasis | undefined> {
  const [row] = await runStatement<PriceBasis>(transaction, {
    name: 'find_price_basis',
    text: `SELECT charge.quote_id IS NOT NULL AS "quoted",
        quoted_tariff.body AS "tariff",
        coalesce(plug.tariff_ids, '{}') AS "tariffIds",
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
        SELECT connector.tariff_ids FROM evse
        JOIN connector ON connector.evse_row_id = evse.id
        WHERE evse.location_row_id = location.id AND evse.evse_uid = charge.evse_uid
          AND charge.connector_id IN ('', connector.connector_id)
        ORDER BY connector.connector_id LIMIT 1
      ) plug ON true
      WHERE charge.id = $1::uuid`,
    values: [charge.id],
  });
  return row;
}

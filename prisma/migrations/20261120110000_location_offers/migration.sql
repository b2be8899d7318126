-- AlterTable
ALTER TABLE "location" ADD COLUMN     "free_offers" INTEGER[],
ADD COLUMN     "offers" INTEGER[];

-- What is stored already, by the numbers of `offerOf`.
UPDATE location SET offers = known.offers, free_offers = coalesce(known.free_offers, '{}')
FROM (
  SELECT evse.location_row_id AS id, array_agg(code) AS offers,
    array_agg(code) FILTER (WHERE evse.status = 'AVAILABLE') AS free_offers
  FROM evse JOIN connector ON connector.evse_row_id = evse.id,
    LATERAL (SELECT (array_position(
      ARRAY['type2', 'ccs', 'chademo', 'type1', 'domestic', 'tesla', 'other'], connector.plug
    ) - 1) * 10000000 + least(connector.max_power_w, 9999999) AS code) AS offer
  WHERE evse.status NOT IN ('REMOVED', 'PLANNED')
  GROUP BY evse.location_row_id
) AS known WHERE known.id = location.id;

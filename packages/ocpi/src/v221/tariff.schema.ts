import { z } from 'zod';
import {
  countryCode,
  currency,
  dateTime,
  exactNumber,
  id,
  integer,
  partyId,
  price,
  text,
} from '../read/wire-types.ts';

/** PriceComponent (OCPI 2.2.1 mod_tariffs). An absent `vat` is unknown, not 0. */
export const priceComponentSchema = z.object({
  type: z.enum(['ENERGY', 'TIME', 'PARKING_TIME', 'FLAT']),
  price: exactNumber,
  vat: exactNumber.nullish(),
  step_size: integer.nullable().default(null),
});

/** TariffRestrictions; one that cannot be read spoils its tariff: it would change the price. */
export const restrictionsSchema = z.looseObject({
  start_time: text.nullable().default(null),
  end_time: text.nullable().default(null),
  start_date: text.nullable().default(null),
  end_date: text.nullable().default(null),
  min_kwh: exactNumber.nullable().default(null),
  max_kwh: exactNumber.nullable().default(null),
  min_current: exactNumber.nullable().default(null),
  max_current: exactNumber.nullable().default(null),
  min_power: exactNumber.nullable().default(null),
  max_power: exactNumber.nullable().default(null),
  min_duration: integer.nullable().default(null),
  max_duration: integer.nullable().default(null),
  day_of_week: z.array(text).nullable().default(null),
  reservation: text.nullable().default(null),
});

/** Tariff as it may arrive. Elements and limits decide the price: none is left out silently. */
export const tariffSchema = z.object({
  country_code: countryCode,
  party_id: partyId,
  id,
  currency,
  type: text.nullish(),
  min_price: price.nullable().default(null),
  max_price: price.nullable().default(null),
  elements: z
    .array(
      z.object({
        price_components: z.array(priceComponentSchema),
        restrictions: restrictionsSchema.nullable().default(null),
      }),
    )
    .min(1),
  start_date_time: dateTime.nullable().default(null),
  end_date_time: dateTime.nullable().default(null),
  last_updated: dateTime,
});

import { z } from 'zod';
import { droppable } from '../read/read-object.ts';
import {
  countryCode,
  currency,
  dateTime,
  exactNumber,
  id,
  partyId,
  price,
  text,
} from '../read/wire-types.ts';
import { cdrTokenSchema, periodSchema } from './period.schema.ts';
import { tariffSchema } from './tariff.schema.ts';

/** CdrLocation; hubs are seen to leave out the address (OCPI 2.2.1 mod_cdrs, CdrLocation). */
const cdrLocationSchema = z.object({
  id,
  name: text.nullish(),
  address: text.nullish(),
  city: text.nullish(),
  country: text.nullish(),
  evse_uid: id,
  evse_id: text.nullish(),
  connector_id: id,
});

/** CDR as it may arrive (OCPI 2.2.1 mod_cdrs, CDR). Quantities and totals are never left out. */
export const cdrSchema = z.object({
  country_code: countryCode,
  party_id: partyId,
  id,
  start_date_time: dateTime,
  end_date_time: dateTime,
  session_id: text.nullish(),
  cdr_token: cdrTokenSchema,
  auth_method: text,
  authorization_reference: text.nullish(),
  cdr_location: cdrLocationSchema,
  currency,
  tariffs: droppable(tariffSchema).nullish(),
  charging_periods: z.array(periodSchema),
  total_cost: price,
  total_fixed_cost: price.nullish(),
  total_energy: exactNumber,
  total_energy_cost: price.nullish(),
  total_time: exactNumber,
  total_time_cost: price.nullish(),
  total_parking_time: exactNumber.nullish(),
  total_parking_cost: price.nullish(),
  credit: z.boolean().nullish(),
  credit_reference_id: text.nullish(),
  last_updated: dateTime,
});

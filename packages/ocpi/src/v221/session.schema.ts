import { SESSION_STATUSES } from '@peregrine/domain';
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

/** Session as it may arrive (OCPI 2.2.1 mod_sessions, Session). */
export const sessionSchema = z.object({
  country_code: countryCode,
  party_id: partyId,
  id,
  start_date_time: dateTime,
  end_date_time: dateTime.nullish(),
  kwh: exactNumber,
  cdr_token: cdrTokenSchema,
  auth_method: text,
  authorization_reference: text.nullish(),
  location_id: id,
  evse_uid: id,
  connector_id: id,
  currency,
  charging_periods: droppable(periodSchema).nullish(),
  total_cost: price.nullish(),
  status: z.enum(SESSION_STATUSES),
  last_updated: dateTime,
});

/** PATCH of a session: `last_updated` is required (mod_sessions, PATCH). */
export const sessionPatchSchema = sessionSchema
  .omit({ country_code: true, party_id: true, id: true })
  .partial()
  .extend({ last_updated: dateTime });

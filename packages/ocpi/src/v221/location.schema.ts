import { z } from 'zod';
import { droppable } from '../read/read-object.ts';
import { countryCode, dateTime, degrees, id, integer, partyId, text } from '../read/wire-types.ts';
import { evseSchema } from './evse.schema.ts';

export const coordinatesSchema = z.object({ latitude: degrees(90), longitude: degrees(180) });

const hoursSchema = z.object({
  twentyfourseven: z.boolean(),
  regular_hours: droppable(
    z.object({
      weekday: integer.refine((day) => day >= 1 && day <= 7, 'expected 1 to 7'),
      period_begin: z.string().regex(/^\d{2}:\d{2}$/),
      period_end: z.string().regex(/^\d{2}:\d{2}$/),
    }),
  ).nullish(),
});

/** Location as it may arrive (OCPI 2.2.1 mod_locations, Location). */
export const locationSchema = z.object({
  country_code: countryCode,
  party_id: partyId,
  id,
  publish: z.boolean('expected true or false'),
  name: text.nullish(),
  address: text,
  city: text,
  postal_code: text.nullish(),
  country: text,
  coordinates: coordinatesSchema,
  evses: droppable(evseSchema).nullish(),
  operator: z.object({ name: text }).nullish(),
  time_zone: text.nullish(),
  opening_times: hoursSchema.nullish(),
  last_updated: dateTime,
});

/** PATCH of a location's own fields; the keys stand in the URL. */
export const locationPatchSchema = locationSchema
  .omit({ country_code: true, party_id: true, id: true })
  .partial()
  .extend({ last_updated: dateTime });

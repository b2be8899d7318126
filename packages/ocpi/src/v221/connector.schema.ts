import { z } from 'zod';
import { dateTime, id, integer, text } from '../read/wire-types.ts';

/** Connector as it may arrive (OCPI 2.2.1 mod_locations, Connector); what we can do without is optional. */
export const connectorSchema = z.object({
  id,
  standard: text,
  format: text.nullish(),
  power_type: text.nullish(),
  max_voltage: integer.nullish(),
  max_amperage: integer.nullish(),
  max_electric_power: integer.nullish(),
  tariff_ids: z.array(id).nullish(),
  last_updated: dateTime.nullish(),
});

/** PATCH of a connector: `last_updated` is required (mod_locations, PATCH). */
export const connectorPatchSchema = connectorSchema
  .omit({ id: true })
  .partial()
  .extend({ last_updated: dateTime });

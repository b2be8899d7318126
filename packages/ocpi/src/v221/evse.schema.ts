import { z } from 'zod';
import { droppable } from '../read/read-object.ts';
import { dateTime, id, text } from '../read/wire-types.ts';
import { connectorSchema } from './connector.schema.ts';

/** EVSE as it may arrive (OCPI 2.2.1 mod_locations, EVSE). */
export const evseSchema = z.object({
  uid: id,
  evse_id: text.nullish(),
  status: text,
  capabilities: droppable(text).nullish(),
  connectors: droppable(connectorSchema),
  floor_level: text.nullish(),
  physical_reference: text.nullish(),
  last_updated: dateTime,
});

/** PATCH of an EVSE, mostly its status. */
export const evsePatchSchema = evseSchema
  .omit({ uid: true })
  .partial()
  .extend({ last_updated: dateTime });

import { PLUGS } from '@peregrine/domain';
import { z } from 'zod';

export const id = z.uuid({ error: 'This link names nothing.' });

const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);
/** A map that shows the date line reaches beyond 180 degrees. */
const wideLongitude = z.number().min(-540).max(540);

/** What was typed or linked; a NUL is no text for PostgreSQL. */
const text = z
  .string()
  .refine((value) => !value.includes('\0'), { error: 'Write this in ordinary characters.' });

export const findInput = z.object({
  text: text.trim().max(80, { error: 'Search for at most 80 characters.' }).exactOptional(),
  near: z.object({ latitude, longitude }).exactOptional(),
  bounds: z
    .object({ west: wideLongitude, south: latitude, east: wideLongitude, north: latitude })
    .exactOptional(),
  plugs: z.array(z.enum(PLUGS)).max(PLUGS.length).exactOptional(),
  minPowerW: z.int().min(0).max(2_000_000).exactOptional(),
  availableOnly: z.boolean().exactOptional(),
  sort: z.enum(['distance', 'price', 'power']).default('distance'),
  cursor: text.max(200).exactOptional(),
  limit: z.int().min(1).max(100).default(30),
});

export const quoteInput = z.object({
  evseId: id,
  connectorId: text.min(1, { error: 'Choose a plug.' }).max(36),
});

export const startInput = z.object({
  /** Made by the client: a second tap or tab sends the same one. */
  startId: z.uuid({ error: 'Start again from the station.' }),
  quoteId: id,
});

export const chargeInput = z.object({ chargeId: id });

export const historyInput = z.object({
  before: id.exactOptional(),
  limit: z.int().min(1).max(100).default(20),
});

export const pageInput = z.object({
  cursor: text.max(200).exactOptional(),
  limit: z.int().min(1).max(100).default(50),
});

export const tableInput = pageInput.extend({
  search: text.trim().max(120, { error: 'Search for at most 120 characters.' }).exactOptional(),
  filter: text.max(60).exactOptional(),
  sort: z
    .string()
    .regex(/^-?[a-z]{1,30}$/, { error: 'This order is not known.' })
    .exactOptional(),
});

export const cardInput = z.object({
  email: z.email({ error: 'Give the e-mail address of a driver.' }),
  tokenUid: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z]{4,20}$/, { error: 'The uid has 4 to 20 letters and digits.' }),
  visualNumber: text.trim().min(1, { error: 'Give the number on the card.' }).max(64),
});

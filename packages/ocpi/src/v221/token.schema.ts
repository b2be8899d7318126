import { TOKEN_TYPES } from '@peregrine/domain';
import { z } from 'zod';
import { droppable } from '../read/read-object.ts';
import { countryCode, dateTime, id, partyId, text } from '../read/wire-types.ts';

/** Token (OCPI 2.2.1 mod_tokens, Token): what we send, and read back from our own examples. */
export const tokenSchema = z.object({
  country_code: countryCode,
  party_id: partyId,
  uid: id,
  type: z.enum(TOKEN_TYPES),
  contract_id: text,
  visual_number: text.nullish(),
  issuer: text,
  valid: z.boolean(),
  whitelist: z.enum(['ALWAYS', 'ALLOWED', 'ALLOWED_OFFLINE', 'NEVER']),
  language: text.nullish(),
  last_updated: dateTime,
});

/** LocationReferences of a real-time authorisation. */
export const locationReferencesSchema = z.object({
  location_id: id,
  evse_uids: droppable(id).nullish(),
});

import { z } from 'zod';
import { droppable } from '../read/read-object.ts';
import { countryCode, partyId, text } from '../read/wire-types.ts';

const token = z
  .string('expected a token')
  .regex(/^[\x21-\x7e]{1,255}$/, 'expected printable ASCII without spaces');

const url = z.string('expected a URL').refine((value) => URL.canParse(value), 'expected a URL');

/** Credentials (OCPI 2.2.1 credentials, Credentials object). */
export const credentialsSchema = z.object({
  token,
  url,
  roles: z
    .array(
      z.object({
        role: text,
        party_id: partyId,
        country_code: countryCode,
        business_details: z.object({ name: text }).nullish(),
      }),
    )
    .min(1, 'expected at least one role'),
});

/** Version list and details (OCPI 2.2.1 version_information_endpoint). */
export const versionsSchema = droppable(z.object({ version: text, url }));
export const versionDetailsSchema = z.object({
  version: text,
  endpoints: droppable(z.object({ identifier: text, role: text, url })),
});

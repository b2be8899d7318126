import type { Program } from '../frame/program.ts';

/** `npm run -s signed-data -- ...`: what meters signed. */
export const signedDataProgram: Program = {
  name: 'signed-data',
  commands: {
    verify: {
      summary: 'whether the signature of a meter holds, and what it signed',
      load: async () => (await import('./verify.ts')).verify,
    },
  },
  forms: `A line is one of
  {"ocmf","publicKey"?}                  one OCMF record as text; the key in hex or base64
  {"signed_data","publicKey"?}           signed_data of an OCPI CDR
"valid" is null where it cannot be checked, and "reason" says why.`,
};

import { partyRef } from '@peregrine/domain';
import type { Seller } from './context.ts';

/**
 * The seller of this deployment from the environment (every app's `env.ts` gives its own). Parties
 * are written `NL-PER`; address lines are separated by `|`. Without settings it is the demo's.
 */
export function readSeller(env: Readonly<Record<string, string | undefined>>): Seller {
  return {
    name: env.SELLER_NAME ?? 'Peregrine',
    addressLines: (env.SELLER_ADDRESS ?? 'Falkenweg 1|10115 Berlin|Germany').split('|'),
    vatId: env.SELLER_VAT_ID ?? 'DE123456789',
    email: env.SELLER_EMAIL ?? 'billing@peregrine.example',
    emspParty: readParty('EMSP_PARTY', env.EMSP_PARTY ?? 'NL-PER'),
    cpoParty: readParty('CPO_PARTY', env.CPO_PARTY ?? 'DE-PER'),
    invoicePrefix: env.INVOICE_PREFIX ?? 'PER',
  };
}

function readParty(name: string, text: string) {
  const [, country, party] = /^([A-Za-z]{2})[-*]([A-Za-z0-9]{3})$/.exec(text) ?? [];
  if (!country || !party) throw new Error(`${name} must be written like NL-PER`);
  return partyRef(country, party);
}

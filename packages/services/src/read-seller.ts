import { partyRef } from '@peregrine/domain';
import type { Seller } from './context.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The seller of this deployment from the environment (every app's `env.ts` gives its own). Parties
 * are written `NL-PER`; address lines are separated by `|`. There is no default: it stands on legal
 * documents. Throws with the name of the variable that is missing or wrong.
 */
export function readSeller(env: Environment): Seller {
  return {
    name: required(env, 'SELLER_NAME'),
    addressLines: required(env, 'SELLER_ADDRESS').split('|'),
    vatId: required(env, 'SELLER_VAT_ID'),
    email: required(env, 'SELLER_EMAIL'),
    emspParty: readParty(env, 'EMSP_PARTY'),
    cpoParty: readParty(env, 'CPO_PARTY'),
    invoicePrefix: required(env, 'INVOICE_PREFIX'),
  };
}

function readParty(env: Environment, name: string) {
  const [, country, party] = /^([A-Za-z]{2})[-*]([A-Za-z0-9]{3})$/.exec(required(env, name)) ?? [];
  if (!country || !party) throw new Error(`${name} must be written like NL-PER`);
  return partyRef(country, party);
}

function required(env: Environment, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is missing`);
  return value;
}

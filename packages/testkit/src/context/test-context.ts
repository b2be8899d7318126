import type { Database } from '@peregrine/db';
import { type Clock, partyRef } from '@peregrine/domain';
import type { Actor, Context, Ports, Seller, Urls } from '@peregrine/services';
import { testClock } from './test-clock.ts';

/** Peregrine as the fixed world of demo and tests knows it. */
export const TEST_SELLER: Seller = {
  name: 'Peregrine',
  addressLines: ['Falkenweg 1', '10115 Berlin', 'Germany'],
  vatId: 'DE123456789',
  email: 'billing@peregrine.example',
  emspParty: partyRef('NL', 'PER'),
  cpoParty: partyRef('DE', 'PER'),
  invoicePrefix: 'PER',
};

/** The same as an app's environment has it. */
export const SELLER_SETTINGS = {
  SELLER_NAME: TEST_SELLER.name,
  SELLER_ADDRESS: TEST_SELLER.addressLines.join('|'),
  SELLER_VAT_ID: TEST_SELLER.vatId,
  SELLER_EMAIL: TEST_SELLER.email,
  EMSP_PARTY: 'NL-PER',
  CPO_PARTY: 'DE-PER',
  INVOICE_PREFIX: TEST_SELLER.invoicePrefix,
} as const;

export const TEST_URLS: Urls = { web: 'http://127.0.0.1:3000', ocpi: 'http://127.0.0.1:3010' };

/** The first argument of every verb. The actor is the system, the ports are none, when not given. */
export function testContext<A extends Actor = Actor>(input: {
  readonly database: Database;
  readonly clock?: Clock;
  readonly actor?: A;
  readonly ports?: Ports;
  readonly seller?: Partial<Seller>;
  readonly urls?: Partial<Urls>;
}): Context<A> {
  return {
    actor: input.actor ?? ({ kind: 'system' } as A),
    clock: input.clock ?? testClock(),
    db: input.database,
    seller: { ...TEST_SELLER, ...input.seller },
    urls: { ...TEST_URLS, ...input.urls },
    ports: input.ports ?? {},
  };
}

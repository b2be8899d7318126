import { readSeller, type Seller } from '@peregrine/services';

/**
 * The seller from the environment. Apart from `src/env.ts`, which Next's proxy also loads: that
 * bundle must not reach the services and the database behind them.
 */
export function readOurSeller(): Seller {
  return readSeller(process.env);
}

import type { ChargeWord } from '@peregrine/domain';

/** A receipt exists from the moment it is billed. */
export function hasReceipt(word: ChargeWord): boolean {
  return word === 'billed' || word === 'paid' || word === 'payment-open';
}

/** The charge still happens at the station. */
export function isUnderWay(word: ChargeWord): boolean {
  return word === 'asking' || word === 'plug-in' || word === 'charging' || word === 'stopping';
}

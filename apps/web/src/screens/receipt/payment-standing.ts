import type { ReceiptView } from '@peregrine/services';

/**
 * How a receipt stands: just issued and being collected from the card, paid, or left to the driver,
 * who then has a page to pay it on.
 */
export function paymentStanding({
  state,
  paymentUrl,
}: ReceiptView['payment']): 'collecting' | 'paid' | 'open' {
  if (state === 'paid') return 'paid';
  return paymentUrl === undefined ? 'collecting' : 'open';
}

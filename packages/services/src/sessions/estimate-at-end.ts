import type { HotClient, StoredCharge } from '@peregrine/db';
import { type MoneyText, minorDigits, type Session } from '@peregrine/domain';
import { priceBasisOf } from '../charging/price-basis-of.ts';
import { rateSoFar } from '../charging/rate-so-far.ts';

/** The gross sum shown at the end of the session, to be explained on the receipt; none if unknown. */
export async function estimateAtEnd(
  client: HotClient,
  charge: StoredCharge,
  session: Session,
): Promise<{ readonly estimateMinor?: string }> {
  const basis = await priceBasisOf(client, charge);
  const rated = basis && rateSoFar(basis, session);
  return rated ? { estimateMinor: minorOf(rated.total) } : {};
}

function minorOf({ amount, currency }: MoneyText): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(minorDigits(currency), '0')).toString();
}

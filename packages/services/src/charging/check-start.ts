import {
  findAppToken,
  findPreferredCard,
  findQuotableConnector,
  findQuote,
  hasOpenCharge,
  type QuotableConnector,
  type StoredQuote,
  type Tx,
} from '@peregrine/db';
import { ServiceError } from '../errors.ts';

export const REMOTE_START = 'REMOTE_START_STOP_CAPABLE';

/**
 * BLOCKED is what a cable that is already plugged in looks like; UNKNOWN is no reason to refuse: in
 * both cases the operator's answer will tell.
 */
const STARTABLE: readonly string[] = ['AVAILABLE', 'BLOCKED', 'UNKNOWN'];

export type CheckedStart = {
  readonly quote: StoredQuote;
  readonly place: QuotableConnector;
  readonly card: { readonly customerId: string; readonly paymentMethodId: string };
  readonly tokenUid: string;
  /** What the EVSE itself must allow; asked last, since an own charge may be what occupies it. */
  assertStartable(): void;
};

/** The guard of a start: the quote, the driver, the way of payment, and then the EVSE. */
export async function checkStart(
  tx: Tx,
  input: { readonly userId: string; readonly quoteId: string; readonly now: Date },
): Promise<CheckedStart> {
  const quote = await findQuote(tx, input.quoteId);
  if (!quote || quote.userId !== input.userId) {
    throw new ServiceError('not-found', 'This price is not known.');
  }
  const place = await findQuotableConnector(tx, quote.evseRowId, quote.connectorId);
  if (!place) throw new ServiceError('evse-unavailable', 'This connector is no longer there.');
  if (quote.expiresAt <= input.now) {
    throw new ServiceError('quote-expired', 'This price is no longer valid. Please look again.');
  }
  const tokenUid = (await findAppToken(tx, input.userId))?.tokenUid;
  if (!tokenUid) throw new ServiceError('unknown-token', 'Your account cannot start charges yet.');
  if (await hasOpenCharge(tx, input.userId)) {
    throw new ServiceError('unpaid-invoice', 'Please pay your open receipt first.');
  }
  const card = await findPreferredCard(tx, input.userId);
  if (!card) throw new ServiceError('no-card', 'Please add a card first.');
  return { quote, place, card, tokenUid, assertStartable: () => assertStartable(place) };
}

function assertStartable(place: QuotableConnector): void {
  if (!place.capabilities.includes(REMOTE_START)) {
    throw new ServiceError(
      'remote-start-unsupported',
      'This station cannot be started from the app. Please use your charging card.',
    );
  }
  if (!STARTABLE.includes(place.status)) {
    throw new ServiceError('evse-unavailable', 'This connector is not free right now.');
  }
}

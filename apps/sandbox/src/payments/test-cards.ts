import type { Card, StripeErrorBody } from './stripe-objects.ts';

/** When a card says no: at a hold, at an immediate payment, off-session, or when it is saved. */
type Behaviour = {
  label: string;
  brand: string;
  /** The id under which Stripe's test mode knows it. */
  shortcut?: string;
  refusesHold?: string;
  refusesPayment?: string;
  refusesOffSession?: true;
  refusesSaving?: string;
};

/** The cards of this sandbox by number; each is Stripe's own number for the same behaviour. */
export const TEST_CARDS: Readonly<Record<string, Behaviour>> = {
  '4242424242424242': { label: 'Works', brand: 'visa', shortcut: 'pm_card_visa' },
  '5555555555554444': { label: 'Works', brand: 'mastercard', shortcut: 'pm_card_mastercard' },
  '4000000000000002': {
    label: 'Is declined when money is held or taken',
    brand: 'visa',
    shortcut: 'pm_card_chargeDeclined',
    refusesHold: 'generic_decline',
    refusesPayment: 'generic_decline',
  },
  '4000000000009995': {
    label: 'Can be held, but has no funds for a further payment',
    brand: 'visa',
    shortcut: 'pm_card_chargeDeclinedInsufficientFunds',
    refusesPayment: 'insufficient_funds',
  },
  '4000002500003155': {
    label: 'Needs its owner: refused when the owner is not there',
    brand: 'visa',
    shortcut: 'pm_card_authenticationRequired',
    refusesOffSession: true,
  },
  '4000000000000069': { label: 'Has expired', brand: 'visa', refusesSaving: 'expired_card' },
};

/** Which card a payment method is; kept apart from what the API shows, as no number leaves it. */
export type CardNumbers = Record<string, string>;

/** Reads a card's number, or one of Stripe's names for a test card; undefined if it is neither. */
export function findCard(numberOrShortcut: string): string | undefined {
  const number = numberOrShortcut.replaceAll(/[\s-]/g, '');
  if (TEST_CARDS[number]) return number;
  return Object.keys(TEST_CARDS).find((it) => TEST_CARDS[it]?.shortcut === numberOrShortcut);
}

export function cardOf(number: string, expMonth: number, expYear: number): Card {
  return {
    brand: TEST_CARDS[number]?.brand ?? 'unknown',
    last4: number.slice(-4),
    exp_month: expMonth,
    exp_year: expYear,
    funding: 'credit',
    country: 'NL',
    fingerprint: `sandbox${number.slice(-4)}`,
  };
}

export function judgeSaving(number: string): StripeErrorBody | undefined {
  const code = TEST_CARDS[number]?.refusesSaving;
  return code === undefined ? undefined : declined(code);
}

/** What the bank says: nothing (yes), a refusal, or `authenticate`: ask the owner first. */
export function judgePayment(
  number: string,
  payment: { isHold: boolean; isOffSession: boolean },
): StripeErrorBody | 'authenticate' | undefined {
  const card = TEST_CARDS[number];
  if (card?.refusesOffSession) return payment.isOffSession ? needsOwner() : 'authenticate';
  const code = payment.isHold ? card?.refusesHold : card?.refusesPayment;
  return code === undefined ? undefined : declined(code);
}

export function declined(declineCode: string): StripeErrorBody {
  if (declineCode === 'authentication_required') return needsOwner();
  const reasons: Record<string, string> = {
    insufficient_funds: 'Your card has insufficient funds.',
    expired_card: 'Your card has expired.',
  };
  return {
    type: 'card_error',
    code: declineCode === 'expired_card' ? 'expired_card' : 'card_declined',
    decline_code: declineCode,
    message: reasons[declineCode] ?? 'Your card was declined.',
  };
}

function needsOwner(): StripeErrorBody {
  return {
    type: 'card_error',
    code: 'authentication_required',
    decline_code: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
  };
}

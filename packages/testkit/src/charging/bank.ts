import { randomUUID } from 'node:crypto';
import type { PaymentGateway, PaymentOutcome } from '@peregrine/services';

const VISA = { brand: 'visa', last4: '4242', expiryMonth: 12, expiryYear: 2030 } as const;

type Intent = {
  readonly id: string;
  readonly amountMinor: bigint;
  capturedMinor: bigint;
  state: 'held' | 'captured' | 'canceled';
};

/** What the next payments meet; `lost`: the work is done but its answer never arrives. */
export type BankScript = {
  hold?: 'declined' | 'authentication-required';
  charge?: 'declined' | 'authentication-required';
  /** Calls whose answer is lost, once each. */
  lost: ('hold' | 'capture' | 'cancel' | 'charge')[];
};

/**
 * A payment provider in memory with Stripe's promises: the same attempt id is the same payment, a
 * hold is captured once, up to its amount.
 */
export function testBank() {
  const intents = new Map<string, Intent>();
  const answers = new Map<string, PaymentOutcome>();
  const script: BankScript = { lost: [] };
  const pages: { attemptId: string; amountMinor: bigint }[] = [];
  const calls: string[] = [];

  function once(call: BankScript['lost'][number], key: string, work: () => PaymentOutcome) {
    calls.push(call);
    const known = answers.get(key);
    const outcome = known ?? work();
    answers.set(key, outcome);
    const lost = script.lost.indexOf(call);
    if (lost < 0) return Promise.resolve(outcome);
    script.lost.splice(lost, 1);
    return Promise.reject(new Error(`the answer of ${call} was lost`));
  }

  function create(amountMinor: bigint, state: 'held' | 'captured'): Intent {
    const capturedMinor = state === 'captured' ? amountMinor : 0n;
    const intent = { id: `pi_${randomUUID()}`, amountMinor, capturedMinor, state };
    intents.set(intent.id, intent);
    return intent;
  }

  function outcomeOf({ id, state, capturedMinor }: Intent): PaymentOutcome {
    if (state === 'canceled') return { kind: 'canceled', intentId: id };
    return state === 'held'
      ? { kind: 'held', intentId: id }
      : { kind: 'captured', intentId: id, amountMinor: capturedMinor };
  }

  function refusal(kind: 'declined' | 'authentication-required'): PaymentOutcome {
    return kind === 'declined' ? { kind, code: 'insufficient_funds' } : { kind };
  }

  function intentOf(id: string): Intent {
    const intent = intents.get(id);
    if (!intent) throw new Error(`no intent ${id}`);
    return intent;
  }

  const gateway: PaymentGateway = {
    createCustomer: ({ userId }) => Promise.resolve({ customerId: `cus_${userId}` }),
    openCardPage: ({ successUrl }) =>
      Promise.resolve({ url: `https://bank.example/?${successUrl}` }),
    hold: ({ attemptId, amountMinor }) =>
      once('hold', attemptId, () =>
        script.hold ? refusal(script.hold) : outcomeOf(create(amountMinor, 'held')),
      ),
    capture: ({ attemptId, intentId, amountMinor }) =>
      once('capture', attemptId, () => {
        const intent = intentOf(intentId);
        if (intent.state === 'held') {
          if (amountMinor > intent.amountMinor) throw new Error('more than was held');
          intent.state = 'captured';
          intent.capturedMinor = amountMinor;
        }
        return outcomeOf(intent);
      }),
    cancel: ({ attemptId, intentId }) =>
      once('cancel', attemptId, () => {
        const intent = intentOf(intentId);
        if (intent.state === 'held') intent.state = 'canceled';
        return outcomeOf(intent);
      }),
    chargeOffSession: ({ attemptId, amountMinor }) =>
      once('charge', attemptId, () =>
        script.charge ? refusal(script.charge) : outcomeOf(create(amountMinor, 'captured')),
      ),
    openPaymentPage: ({ attemptId, amountMinor }) => {
      pages.push({ attemptId, amountMinor });
      return Promise.resolve({ url: `https://bank.example/pay/${attemptId}` });
    },
    readCard: (paymentMethodId) => Promise.resolve({ paymentMethodId, ...VISA }),
    attachCard: ({ paymentMethodId }) => Promise.resolve({ paymentMethodId, ...VISA }),
    verifyWebhook: (rawBody, signature) => {
      if (signature !== 'genuine') return Promise.resolve(undefined);
      const raw = JSON.parse(rawBody);
      return Promise.resolve({ eventId: raw.id, type: raw.type, raw, effect: raw.effect });
    },
    // Amounts of the test's messages are texts, since JSON knows no bigint.
    readWebhook: (raw) => {
      const { effect } = raw as { effect: ReturnType<PaymentGateway['readWebhook']> };
      if (effect.kind !== 'intent' || effect.outcome.kind !== 'captured') return effect;
      const amountMinor = BigInt(effect.outcome.amountMinor);
      return { ...effect, outcome: { ...effect.outcome, amountMinor } };
    },
  };

  return {
    gateway,
    script,
    /** Names of the calls that arrived, in order. */
    calls,
    /** Payment pages that were opened. */
    pages,
    /** Sums that were taken, one an intent. */
    captures: () =>
      [...intents.values()]
        .filter(({ state }) => state === 'captured')
        .map(({ capturedMinor }) => capturedMinor),
    /** Sums that are still reserved. */
    holds: () =>
      [...intents.values()]
        .filter(({ state }) => state === 'held')
        .map(({ amountMinor }) => amountMinor),
    /** Lets a hold lapse, as banks do. */
    lapse: (intentId: string) => {
      intentOf(intentId).state = 'canceled';
    },
  };
}

export type TestBank = ReturnType<typeof testBank>;

import { randomUUID } from 'node:crypto';
import type { PaymentGateway, PaymentOutcome } from '@peregrine/services';

const VISA = { brand: 'visa', last4: '4242', expiryMonth: 12, expiryYear: 2030 } as const;

type Intent = {
  readonly id: string;
  readonly amountMinor: bigint;
  capturedMinor: bigint;
  state: 'held' | 'captured' | 'canceled';
};
type Call = 'hold' | 'capture' | 'cancel' | 'charge';
type Refusal = 'declined' | 'authentication-required';

/** What the next payments meet. */
export type BankScript = {
  hold?: Refusal;
  charge?: Refusal;
  /** Calls whose work is done but whose answer is lost, once each. */
  lost: Call[];
};

/**
 * A payment provider in memory with Stripe's promises: the same attempt id is the same payment, a
 * hold is captured once, up to its amount.
 */
export class TestBank {
  readonly script: BankScript = { lost: [] };
  /** Names of the calls that arrived, in order. */
  readonly calls: Call[] = [];
  /** Payment pages that were opened. */
  readonly pages: { attemptId: string; amountMinor: bigint }[] = [];
  readonly gateway: PaymentGateway = gatewayOf(this);
  readonly #intents = new Map<string, Intent>();
  readonly #answers = new Map<string, PaymentOutcome>();

  /** Sums that were taken, one an intent. */
  captures(): bigint[] {
    const captured = [...this.#intents.values()].filter(({ state }) => state === 'captured');
    return captured.map(({ capturedMinor }) => capturedMinor);
  }

  /** Sums that are still reserved. */
  holds(): bigint[] {
    const held = [...this.#intents.values()].filter(({ state }) => state === 'held');
    return held.map(({ amountMinor }) => amountMinor);
  }

  /** Lets a hold lapse, as banks do. */
  lapse(intentId: string): void {
    this.intent(intentId).state = 'canceled';
  }

  intent(id: string): Intent {
    const intent = this.#intents.get(id);
    if (!intent) throw new Error(`no intent ${id}`);
    return intent;
  }

  create(amountMinor: bigint, state: 'held' | 'captured'): Intent {
    const capturedMinor = state === 'captured' ? amountMinor : 0n;
    const intent = { id: `pi_${randomUUID()}`, amountMinor, capturedMinor, state };
    this.#intents.set(intent.id, intent);
    return intent;
  }

  /** Does the work of a key once, and answers every call of that key alike. */
  async once(call: Call, key: string, work: () => PaymentOutcome): Promise<PaymentOutcome> {
    this.calls.push(call);
    const outcome = this.#answers.get(key) ?? work();
    this.#answers.set(key, outcome);
    const lost = this.script.lost.indexOf(call);
    if (lost < 0) return outcome;
    this.script.lost.splice(lost, 1);
    throw new Error(`the answer of ${call} was lost`);
  }
}

function outcomeOf({ id, state, capturedMinor }: Intent): PaymentOutcome {
  if (state === 'canceled') return { kind: 'canceled', intentId: id };
  return state === 'held'
    ? { kind: 'held', intentId: id }
    : { kind: 'captured', intentId: id, amountMinor: capturedMinor };
}

function refusalOf(kind: Refusal): PaymentOutcome {
  return kind === 'declined' ? { kind, code: 'insufficient_funds' } : { kind };
}

type Moves = Pick<PaymentGateway, 'hold' | 'capture' | 'cancel' | 'chargeOffSession'>;

function movesOf(bank: TestBank): Moves {
  return {
    hold: ({ attemptId, amountMinor }) =>
      bank.once('hold', attemptId, () => {
        const { hold } = bank.script;
        return hold ? refusalOf(hold) : outcomeOf(bank.create(amountMinor, 'held'));
      }),
    capture: ({ attemptId, intentId, amountMinor }) =>
      bank.once('capture', attemptId, () => {
        const intent = bank.intent(intentId);
        if (intent.state === 'held') {
          if (amountMinor > intent.amountMinor) throw new Error('more than was held');
          intent.state = 'captured';
          intent.capturedMinor = amountMinor;
        }
        return outcomeOf(intent);
      }),
    cancel: ({ attemptId, intentId }) =>
      bank.once('cancel', attemptId, () => {
        const intent = bank.intent(intentId);
        if (intent.state === 'held') intent.state = 'canceled';
        return outcomeOf(intent);
      }),
    chargeOffSession: ({ attemptId, amountMinor }) =>
      bank.once('charge', attemptId, () => {
        const { charge } = bank.script;
        return charge ? refusalOf(charge) : outcomeOf(bank.create(amountMinor, 'captured'));
      }),
  };
}

function gatewayOf(bank: TestBank): PaymentGateway {
  return {
    ...movesOf(bank),
    createCustomer: async ({ userId }) => ({ customerId: `cus_${userId}` }),
    openCardPage: async ({ successUrl }) => ({ url: `https://bank.example/?${successUrl}` }),
    async openPaymentPage({ attemptId, amountMinor }) {
      bank.pages.push({ attemptId, amountMinor });
      return { url: `https://bank.example/pay/${attemptId}` };
    },
    readCard: async (paymentMethodId) => ({ paymentMethodId, ...VISA }),
    attachCard: async ({ paymentMethodId }) => ({ paymentMethodId, ...VISA }),
    async verifyWebhook(rawBody, signature) {
      if (signature !== 'genuine') return undefined;
      const raw = JSON.parse(rawBody);
      return { eventId: raw.id, type: raw.type, raw, effect: raw.effect };
    },
    // Amounts of a test's messages are texts, since JSON knows no bigint.
    readWebhook(raw) {
      const { effect } = raw as { effect: ReturnType<PaymentGateway['readWebhook']> };
      if (effect.kind !== 'intent' || effect.outcome.kind !== 'captured') return effect;
      const amountMinor = BigInt(effect.outcome.amountMinor);
      return { ...effect, outcome: { ...effect.outcome, amountMinor } };
    },
  };
}

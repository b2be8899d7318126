import { randomBytes } from 'node:crypto';
import type { Clock } from '@peregrine/domain';
import type { Gate } from '../state/gate.ts';
import type { StateFile } from '../state/open-state-file.ts';
import type {
  Charge,
  CheckoutSession,
  Customer,
  PaymentIntent,
  PaymentMethod,
  Refund,
  SetupIntent,
  StripeErrorBody,
  StripeEvent,
  StripeObject,
} from './stripe-objects.ts';
import type { CardNumbers } from './test-cards.ts';

export type KeptAnswer = { hash: string; status: number; body: string; atMs: number };

/** A webhook that is on its way, or was delivered. */
export type Delivery = {
  event: StripeEvent;
  attempts: number;
  deliveredAtMs?: number;
  /** The last HTTP status; 0 when there was no answer. */
  lastStatus?: number;
};

/** How webhooks travel: as they come, held back, each twice, or in reverse order. */
export type DeliveryMode = 'normal' | 'paused' | 'twice' | 'reversed';

/** Something that shall go wrong with the next requests whose path contains `path`. */
export type Fault = {
  path: string;
  times: number;
  kind: 'lost-answer' | 'slow-answer' | 'held-answer' | 'error' | 'decline';
  delayMs?: number;
  declineCode?: string;
};

export type PaymentsState = {
  customers: Record<string, Customer>;
  paymentMethods: Record<string, PaymentMethod>;
  cardNumbers: CardNumbers;
  setupIntents: Record<string, SetupIntent>;
  paymentIntents: Record<string, PaymentIntent>;
  charges: Record<string, Charge>;
  refunds: Record<string, Refund>;
  checkoutSessions: Record<string, CheckoutSession>;
  /** What a checkout session needs and its object does not show. */
  checkoutDetails: Record<string, CheckoutDetails>;
  keptAnswers: Record<string, KeptAnswer>;
  deliveries: Delivery[];
  deliveryMode: DeliveryMode;
  faults: Fault[];
};

export type CheckoutDetails = {
  title: string;
  metadata: Record<string, string>;
  setupFutureUsage?: string;
  /** The payment method that waits for its owner's approval. */
  waitingPaymentMethod?: string;
};

/** The pretended payment provider: its memory, the time, and how it tells what happened. */
export type Payments = {
  readonly state: PaymentsState;
  readonly clock: Clock;
  /** Where its hosted pages are. */
  readonly url: string;
  /** Closed by the fault `held-answer`, until the faults are cleared. */
  readonly answers: Gate;
  touch(): void;
  /** Records an event and sends it to the webhook. */
  emit(type: string, object: StripeObject, cause?: Cause): void;
};

/** The request behind an event. */
export type Cause = { requestId: string; idempotencyKey?: string; apiVersion?: string };

export function openPaymentsState(stateFile: StateFile): PaymentsState {
  return stateFile.section<PaymentsState>('payments', () => ({
    customers: {},
    paymentMethods: {},
    cardNumbers: {},
    setupIntents: {},
    paymentIntents: {},
    charges: {},
    refunds: {},
    checkoutSessions: {},
    checkoutDetails: {},
    keptAnswers: {},
    deliveries: [],
    deliveryMode: 'normal',
    faults: [],
  }));
}

/** A refusal of the API; becomes `{ error }` with its HTTP status. */
export class StripeRefusal extends Error {
  readonly status: number;
  readonly body: StripeErrorBody;

  constructor(status: number, body: StripeErrorBody) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

export function invalidRequest(message: string, param?: string, code?: string): StripeRefusal {
  return new StripeRefusal(400, {
    type: 'invalid_request_error',
    message,
    ...(param && { param }),
    ...(code && { code }),
  });
}

export function missingObject(id: string, param = 'id'): StripeRefusal {
  return new StripeRefusal(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such object: '${id}'`,
    param,
  });
}

/** Seconds since 1970, Stripe's time. */
export function nowSeconds(payments: Payments): number {
  return Math.floor(payments.clock.now().getTime() / 1000);
}

export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`;
}

/** Any object by its id, whose prefix tells the kind. */
export function findObject(state: PaymentsState, id: string): StripeObject | undefined {
  const kinds = [
    state.customers,
    state.paymentMethods,
    state.setupIntents,
    state.paymentIntents,
    state.charges,
    state.refunds,
    state.checkoutSessions,
  ];
  return kinds.map((kind) => kind[id]).find((found) => found !== undefined);
}

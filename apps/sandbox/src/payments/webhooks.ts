import { createHmac } from 'node:crypto';
import { type Cause, type Delivery, newId, type PaymentsState } from './payments.ts';
import type { StripeEvent, StripeObject } from './stripe-objects.ts';

const API_VERSION = '2026-10-28.endive';
const TIMEOUT_MS = 10_000;
const MAX_ATTEMPTS = 15;
const LONGEST_PAUSE_MS = 60_000;
const REVERSE_WINDOW_MS = 500;
const REMEMBERED = 2_000;

export type WebhookOptions = {
  state: PaymentsState;
  touch(): void;
  now(): Date;
  url: string;
  secret: string;
};

/**
 * Sends events to one endpoint, signed as Stripe signs them, and repeats with growing pauses until
 * it answers 2xx. What was under way when the process ended is sent again after a start.
 */
export class Webhooks {
  readonly #options: WebhookOptions;
  readonly #timers = new Set<NodeJS.Timeout>();
  #held: Delivery[] = [];

  constructor(options: WebhookOptions) {
    this.#options = options;
    this.#resume();
  }

  /** Records an event about an object as it is now, and sends it as the mode says. */
  emit(type: string, object: StripeObject, cause?: Cause): void {
    const { state, now, touch } = this.#options;
    const event: StripeEvent = {
      id: newId('evt'),
      object: 'event',
      api_version: cause?.apiVersion ?? API_VERSION,
      created: Math.floor(now().getTime() / 1000),
      data: { object: structuredClone(object) },
      livemode: false,
      pending_webhooks: 1,
      request: { id: cause?.requestId ?? null, idempotency_key: cause?.idempotencyKey ?? null },
      type,
    };
    const delivery: Delivery = { event, attempts: 0 };
    state.deliveries.push(delivery);
    if (state.deliveries.length > REMEMBERED) state.deliveries.shift();
    touch();
    this.#dispatch(delivery);
  }

  /** Delivers an event again, whatever happened to it before. */
  resend(eventId: string): boolean {
    const delivery = this.#options.state.deliveries.find(({ event }) => event.id === eventId);
    if (delivery) void this.#deliver(delivery);
    return delivery !== undefined;
  }

  /** Changes the mode; leaving `paused` delivers what was held back. */
  setMode(mode: PaymentsState['deliveryMode']): void {
    const { state, touch } = this.#options;
    const wasPaused = state.deliveryMode === 'paused';
    state.deliveryMode = mode;
    touch();
    if (wasPaused && mode !== 'paused') this.#resume();
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #resume(): void {
    for (const delivery of this.#options.state.deliveries) {
      if (delivery.deliveredAtMs === undefined) this.#dispatch(delivery);
    }
  }

  #dispatch(delivery: Delivery): void {
    const { deliveryMode } = this.#options.state;
    if (deliveryMode === 'paused') return;
    if (deliveryMode === 'reversed') {
      this.#held.push(delivery);
      if (this.#held.length === 1) this.#later(REVERSE_WINDOW_MS, () => this.#releaseReversed());
      return;
    }
    const times = deliveryMode === 'twice' ? 2 : 1;
    for (let i = 0; i < times; i += 1) void this.#deliver(delivery);
  }

  async #releaseReversed(): Promise<void> {
    const batch = this.#held.reverse();
    this.#held = [];
    for (const delivery of batch) await this.#deliver(delivery);
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { url, secret, now, touch } = this.#options;
    delivery.attempts += 1;
    delivery.lastStatus = await post(url, secret, delivery.event, now());
    if (delivery.lastStatus >= 200 && delivery.lastStatus < 300) {
      delivery.deliveredAtMs = now().getTime();
      delivery.event.pending_webhooks = 0;
    } else if (delivery.attempts < MAX_ATTEMPTS) {
      this.#later(pauseAfter(delivery.attempts), () => this.#deliver(delivery));
    }
    touch();
  }

  #later(ms: number, task: () => Promise<void>): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void task();
    }, ms);
    this.#timers.add(timer);
  }
}

/** The `Stripe-Signature` header: HMAC-SHA256 over `{t}.{body}` (docs.stripe.com/webhooks). */
export function signWebhook(body: string, secret: string, at: Date): string {
  const t = Math.floor(at.getTime() / 1000);
  const v1 = createHmac('sha256', secret).update(`${t}.${body}`, 'utf8').digest('hex');
  return `t=${t},v1=${v1}`;
}

async function post(url: string, secret: string, event: StripeEvent, at: Date): Promise<number> {
  const body = JSON.stringify(event);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Stripe-Signature': signWebhook(body, secret, at),
        'User-Agent': 'Stripe/1.0 (sandbox)',
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    // Nobody there: told as status 0 and tried again later.
    return 0;
  }
}

function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, 1_000 * 2 ** (attempts - 1));
}

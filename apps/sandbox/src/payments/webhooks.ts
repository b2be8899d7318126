import { createHmac } from 'node:crypto';
import { type Delivery, newId, type Payments, type PaymentsState } from './payments.ts';
import type { StripeEvent } from './stripe-objects.ts';

const API_VERSION = '2026-10-28.endive';
const TIMEOUT_MS = 10_000;
const MAX_ATTEMPTS = 15;
const LONGEST_PAUSE_MS = 60_000;
const REVERSE_WINDOW_MS = 500;
const REMEMBERED = 2_000;

export type Webhooks = {
  emit: Payments['emit'];
  /** Delivers an event again, whatever happened to it before. */
  resend(eventId: string): boolean;
  /** Changes the mode; leaving `paused` delivers what was held back. */
  setMode(mode: PaymentsState['deliveryMode']): void;
  close(): void;
};

/**
 * Sends events to one endpoint, signed as Stripe signs them, and repeats with growing pauses until
 * it answers 2xx. What was under way when the process ended is sent again after a start.
 */
export function runWebhooks(o: {
  state: PaymentsState;
  touch(): void;
  now(): Date;
  url: string;
  secret: string;
}): Webhooks {
  const timers = new Set<NodeJS.Timeout>();
  let held: Delivery[] = [];
  const later = (ms: number, task: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      task();
    }, ms);
    timers.add(timer);
  };
  const deliver = async (delivery: Delivery) => {
    delivery.attempts += 1;
    delivery.lastStatus = await post(o.url, o.secret, delivery.event, o.now());
    if (delivery.lastStatus >= 200 && delivery.lastStatus < 300) {
      delivery.deliveredAtMs = o.now().getTime();
      delivery.event.pending_webhooks = 0;
    } else if (delivery.attempts < MAX_ATTEMPTS) {
      later(pauseAfter(delivery.attempts), () => void deliver(delivery));
    }
    o.touch();
  };
  const dispatch = (delivery: Delivery) => {
    const { deliveryMode } = o.state;
    if (deliveryMode === 'paused') return;
    if (deliveryMode === 'reversed') {
      held.push(delivery);
      if (held.length === 1) later(REVERSE_WINDOW_MS, () => void releaseReversed());
      return;
    }
    const times = deliveryMode === 'twice' ? 2 : 1;
    for (let i = 0; i < times; i += 1) void deliver(delivery);
  };
  const releaseReversed = async () => {
    const batch = held.reverse();
    held = [];
    for (const delivery of batch) await deliver(delivery);
  };
  const resume = () => {
    for (const delivery of o.state.deliveries) {
      if (delivery.deliveredAtMs === undefined) dispatch(delivery);
    }
  };
  resume();
  return {
    emit(type, object, cause) {
      const event: StripeEvent = {
        id: newId('evt'),
        object: 'event',
        api_version: cause?.apiVersion ?? API_VERSION,
        created: Math.floor(o.now().getTime() / 1000),
        data: { object: structuredClone(object) },
        livemode: false,
        pending_webhooks: 1,
        request: { id: cause?.requestId ?? null, idempotency_key: cause?.idempotencyKey ?? null },
        type,
      };
      const delivery: Delivery = { event, attempts: 0 };
      o.state.deliveries.push(delivery);
      if (o.state.deliveries.length > REMEMBERED) o.state.deliveries.shift();
      o.touch();
      dispatch(delivery);
    },
    resend(eventId) {
      const delivery = o.state.deliveries.find(({ event }) => event.id === eventId);
      if (delivery) void deliver(delivery);
      return delivery !== undefined;
    },
    setMode(mode) {
      const wasPaused = o.state.deliveryMode === 'paused';
      o.state.deliveryMode = mode;
      o.touch();
      if (wasPaused && mode !== 'paused') resume();
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
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

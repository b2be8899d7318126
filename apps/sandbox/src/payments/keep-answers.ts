import { createHash } from 'node:crypto';
import type { Context, Next } from 'hono';
import type { Payments } from './payments.ts';

const KEPT_MS = 24 * 60 * 60 * 1000;

/**
 * Idempotency keys as Stripe keeps them (docs.stripe.com/api/idempotent_requests): for 24 hours the
 * same key gets the same answer, with other parameters an `idempotency_error`. Requests that failed
 * their validation are not kept.
 */
export function keepAnswers(payments: Payments) {
  const running = new Set<string>();
  return async (c: Context, next: Next): Promise<Response | undefined> => {
    const key = c.req.header('Idempotency-Key');
    if (c.req.method !== 'POST' || !key) {
      await next();
      return undefined;
    }
    const body = await c.req.text();
    const hash = createHash('sha256').update(`${c.req.path}\n${body}`).digest('hex');
    const kept = keptAnswer(payments, key);
    if (kept && kept.hash !== hash) {
      return refuse(
        c,
        400,
        'Keys for idempotent requests can only be used with the same parameters.',
      );
    }
    if (kept) {
      c.header('Idempotent-Replayed', 'true');
      c.header('Idempotency-Key', key);
      return c.body(kept.body, kept.status as 200, { 'Content-Type': 'application/json' });
    }
    if (running.has(key)) {
      return refuse(c, 409, 'Another request with this key is running.', 'idempotency_key_in_use');
    }
    running.add(key);
    try {
      await next();
      await keep(payments, key, hash, c.res);
    } finally {
      running.delete(key);
    }
    return undefined;
  };
}

function keptAnswer(payments: Payments, key: string) {
  const kept = payments.state.keptAnswers[key];
  if (!kept) return undefined;
  if (payments.clock.now().getTime() - kept.atMs < KEPT_MS) return kept;
  delete payments.state.keptAnswers[key];
  return undefined;
}

async function keep(
  payments: Payments,
  key: string,
  hash: string,
  response: Response,
): Promise<void> {
  const isRun = response.ok || response.status === 402 || response.status >= 500;
  if (!isRun) return;
  const body = await response.clone().text();
  const atMs = payments.clock.now().getTime();
  payments.state.keptAnswers[key] = { hash, status: response.status, body, atMs };
  payments.touch();
}

function refuse(c: Context, status: 400 | 409, message: string, code?: string): Response {
  return c.json({ error: { type: 'idempotency_error', message, ...(code && { code }) } }, status);
}

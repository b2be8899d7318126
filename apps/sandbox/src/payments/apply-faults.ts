import type { HttpBindings } from '@hono/node-server';
import type { Context, Next } from 'hono';
import type { Fault, Payments } from './payments.ts';

/**
 * What a test asked to go wrong with the next requests: the work is done and the answer comes late,
 * when the faults are cleared, or never (the connection breaks), or nothing is done and the API
 * answers 500.
 */
export function applyFaults(payments: Payments) {
  return async (c: Context, next: Next): Promise<Response | undefined> => {
    const fault = takeFault(payments, c.req.path, (kind) => kind !== 'decline');
    if (fault?.kind === 'error') {
      return c.json({ error: { type: 'api_error', message: 'Something broke on our side.' } }, 500);
    }
    await next();
    if (fault?.kind === 'slow-answer') {
      await new Promise((resolve) => setTimeout(resolve, fault.delayMs ?? 2_000));
    }
    if (fault?.kind === 'held-answer') {
      payments.answers.close();
      await payments.answers.pass();
    }
    if (fault?.kind === 'lost-answer') {
      (c.env as HttpBindings).incoming.socket.destroy();
    }
    return undefined;
  };
}

/** The refusal that a test asked for, used up by this. */
export function takeDecline(payments: Payments, path: string): string | undefined {
  const fault = takeFault(payments, path, (kind) => kind === 'decline');
  return fault && (fault.declineCode ?? 'generic_decline');
}

function takeFault(
  payments: Payments,
  path: string,
  isWanted: (kind: Fault['kind']) => boolean,
): Fault | undefined {
  const { faults } = payments.state;
  const at = faults.findIndex((it) => isWanted(it.kind) && path.includes(it.path));
  const fault = faults[at];
  if (!fault) return undefined;
  fault.times -= 1;
  if (fault.times <= 0) faults.splice(at, 1);
  payments.touch();
  return fault;
}

import type { Clock } from '@peregrine/domain';
import { Gate } from '../state/gate.ts';
import type { StateFile } from '../state/open-state-file.ts';
import { openPaymentsState, type Payments } from './payments.ts';
import { Webhooks } from './webhooks.ts';

/** Opens the payment provider with what it remembers, and begins to deliver its webhooks. */
export function openPayments(o: {
  stateFile: StateFile;
  clock: Clock;
  url: string;
  webhookUrl: string;
  webhookSecret: string;
}): { payments: Payments; webhooks: Webhooks } {
  const state = openPaymentsState(o.stateFile);
  const { touch } = o.stateFile;
  const webhooks = new Webhooks({
    state,
    touch,
    now: () => o.clock.now(),
    url: o.webhookUrl,
    secret: o.webhookSecret,
  });
  const emit: Payments['emit'] = (...event) => webhooks.emit(...event);
  const payments = { state, clock: o.clock, url: o.url, touch, emit, answers: new Gate() };
  return { payments, webhooks };
}

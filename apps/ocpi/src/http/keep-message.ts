import { keepReceived } from '@peregrine/services';
import type { Call } from './answer.ts';

/** Of all routes, in the order of their paths. */
const NAMES = 'country party location evse connector tariff session command id'.split(' ');

/**
 * Keeps the body of a push that was accepted, as evidence. Its key is what the URL names below the
 * module (`NL/LOW/<id>`).
 */
export async function keepMessage(call: Call, module: string): Promise<void> {
  await keepReceived(call.ctx, {
    partnerId: call.partner.partnerId,
    module,
    objectKey: NAMES.flatMap((name) => call.parameters[name] ?? []).join('/'),
    body: call.body,
  });
}

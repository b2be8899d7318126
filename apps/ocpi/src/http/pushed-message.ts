import type { PushedMessage } from '@peregrine/services';
import type { Call } from './answer.ts';

/** Of all routes, in the order of their paths. */
const NAMES = 'country party location evse connector tariff session command id'.split(' ');

/** The body of a push with its key, which the verb archives in the transaction of its effect. */
export function pushedMessage(call: Call): PushedMessage {
  const objectKey = NAMES.flatMap((name) => call.parameters[name] ?? []).join('/');
  return { objectKey, body: call.body };
}

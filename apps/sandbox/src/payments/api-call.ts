import type { Cause, Payments } from './payments.ts';
import type { Form } from './read-form.ts';

/** One request of the API as the routes see it. */
export type ApiCall = {
  payments: Payments;
  form: Form;
  cause: Cause;
  path: string;
  id: string;
};

/** Adds a route whose verb answers the object (or list) to send. */
export type AddRoute = (
  method: 'GET' | 'POST',
  path: string,
  verb: (call: ApiCall) => unknown,
) => void;

/** A list as Stripe answers it, newest first, one page. */
export function listOf(items: readonly object[], url: string): unknown {
  return { object: 'list', data: items.toReversed(), has_more: false, url };
}

import { keepReceived } from '@peregrine/services';
import type { Call } from './answer.ts';

/**
 * Keeps the body of a push that was accepted, as evidence. Its key is what the URL names below the
 * module (`NL/LOW/<id>`), where the caller gives none.
 */
export async function keepMessage(call: Call, module: string, objectKey?: string): Promise<void> {
  const [, below = ''] = call.url.pathname.split(`/${call.wire.version}/${module}/`);
  await keepReceived(call.ctx, {
    partnerId: call.partner.partnerId,
    module,
    objectKey: objectKey ?? decodeURIComponent(below),
    body: call.body,
  });
}

import { keepReceived } from '@peregrine/services';
import type { Call } from './answer.ts';

/** Keeps the body of a push that was accepted, as evidence. */
export async function keepMessage(call: Call, module: string, objectKey?: string): Promise<void> {
  const path = Object.values(call.parameters).join('/');
  await keepReceived(call.ctx, {
    partnerId: call.partner.partnerId,
    module,
    objectKey: objectKey ?? path,
    body: call.body,
  });
}

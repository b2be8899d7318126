import type { ReceivedMessage } from '@peregrine/db';
import { textHash } from '../cdrs/content-hash.ts';

/** The message by which a partner told something, as it came. */
export type PushedMessage = {
  /** What its URL names below the module: `NL/LOW/<id>`. */
  readonly objectKey: string;
  readonly body: string;
};

/**
 * The rows of evidence of a push, to be archived in the transaction of its effect; none for what was
 * pulled, which can be asked for again.
 */
export function receivedMessages(
  module: string,
  input: { readonly partnerId: string; readonly message?: PushedMessage },
  receivedAt: Date,
): ReceivedMessage[] {
  const { partnerId, message } = input;
  if (!message) return [];
  return [{ partnerId, module, ...message, hash: textHash(message.body), receivedAt }];
}

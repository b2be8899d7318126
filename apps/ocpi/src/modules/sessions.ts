import { acceptSessions, patchSession as patch } from '@peregrine/services';
import type { Answer, Call } from '../http/answer.ts';
import { ownParty, parameter, sameAsUrl } from '../http/own-party.ts';
import { pushedMessage } from '../http/pushed-message.ts';
import { parseBody } from '../http/read-body.ts';
import { usable } from '../http/refusals.ts';

/** PUT .../{country}/{party}/{session} */
export async function putSession(call: Call): Promise<Answer> {
  const url = { party: ownParty(call), id: parameter(call, 'session') };
  const session = usable(call.wire.foldSession(parseBody(call.body)));
  sameAsUrl(url, { party: session.value.party, id: session.value.sessionId }, 'id');
  const { partnerId } = call.partner;
  await acceptSessions(call.ctx, { partnerId, items: [session], message: pushedMessage(call) });
  return {};
}

/** PATCH .../{country}/{party}/{session}: its periods are added, everything else replaces. */
export async function patchSession(call: Call): Promise<Answer> {
  const key = { party: ownParty(call), sessionId: parameter(call, 'session') };
  const folded = usable(call.wire.foldSessionPatch(parseBody(call.body), key));
  const { partnerId } = call.partner;
  await patch(call.ctx, { partnerId, patch: folded.value, message: pushedMessage(call) });
  return {};
}

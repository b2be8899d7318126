import { acceptCommandResult } from '@peregrine/services';
import { type Answer, type Call, STATUS } from '../http/answer.ts';
import { parameter } from '../http/own-party.ts';
import { pushedMessage } from '../http/pushed-message.ts';
import { parseBody } from '../http/read-body.ts';
import { usable } from '../http/refusals.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** POST .../{command}/{id}: what the station answered (OCPI 2.2.1 mod_commands, CommandResult). */
export async function postResult(call: Call): Promise<Answer> {
  const commandId = parameter(call, 'id');
  if (!UUID.test(commandId))
    return { http: 404, status: STATUS.invalid, message: 'Unknown command.' };
  const { value } = usable(call.wire.foldCommandResult(parseBody(call.body)));
  const { partnerId } = call.partner;
  const message = pushedMessage(call);
  await acceptCommandResult(call.ctx, { commandId, partnerId, message, ...value });
  return {};
}

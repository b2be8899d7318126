import { acceptTariffs, retireTariff } from '@peregrine/services';
import type { Answer, Call } from '../http/answer.ts';
import { ownParty, parameter, sameAsUrl } from '../http/own-party.ts';
import { pushedMessage } from '../http/pushed-message.ts';
import { parseBody } from '../http/read-body.ts';
import { usable } from '../http/refusals.ts';

/** PUT .../{country}/{party}/{tariff} */
export async function putTariff(call: Call): Promise<Answer> {
  const url = { party: ownParty(call), id: parameter(call, 'tariff') };
  const tariff = usable(call.wire.foldTariff(parseBody(call.body)));
  sameAsUrl(url, { party: tariff.value.party, id: tariff.value.tariffId }, 'id');
  const { partnerId } = call.partner;
  await acceptTariffs(call.ctx, { partnerId, items: [tariff], message: pushedMessage(call) });
  return {};
}

/** DELETE .../{country}/{party}/{tariff}: its versions stay, none is in force any more. */
export async function deleteTariff(call: Call): Promise<Answer> {
  const party = ownParty(call);
  const tariffId = parameter(call, 'tariff');
  await retireTariff(call.ctx, { partnerId: call.partner.partnerId, party, tariffId });
  return {};
}

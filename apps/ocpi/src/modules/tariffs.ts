import { acceptTariffs, retireTariff } from '@peregrine/services';
import type { Answer, Call } from '../http/answer.ts';
import { keepMessage } from '../http/keep-message.ts';
import { ownParty, parameter, sameAsUrl } from '../http/own-party.ts';
import { parseBody } from '../http/read-body.ts';
import { usable } from '../http/refusals.ts';

/** PUT .../{country}/{party}/{tariff} */
export async function putTariff(call: Call): Promise<Answer> {
  const url = { party: ownParty(call), id: parameter(call, 'tariff') };
  const tariff = usable(call.wire.foldTariff(parseBody(call.body)));
  sameAsUrl(url, { party: tariff.value.party, id: tariff.value.tariffId }, 'id');
  await acceptTariffs(call.ctx, { partnerId: call.partner.partnerId, items: [tariff] });
  await keepMessage(call, 'tariffs');
  return {};
}

/** DELETE .../{country}/{party}/{tariff}: its versions stay, none is in force any more. */
export async function deleteTariff(call: Call): Promise<Answer> {
  const party = ownParty(call);
  const tariffId = parameter(call, 'tariff');
  await retireTariff(call.ctx, { partnerId: call.partner.partnerId, party, tariffId });
  return {};
}

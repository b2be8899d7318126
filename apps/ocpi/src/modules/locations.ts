import type { Folded, LocationChange, LocationKey } from '@peregrine/domain';
import { acceptLocationChanges, acceptLocations } from '@peregrine/services';
import type { Answer, Call } from '../http/answer.ts';
import { ownParty, parameter, sameAsUrl } from '../http/own-party.ts';
import { pushedMessage } from '../http/pushed-message.ts';
import { parseBody } from '../http/read-body.ts';
import { invalid, usable } from '../http/refusals.ts';
import { changeAnswer } from './change-answer.ts';

/** PUT .../{country}/{party}/{location} */
export async function putLocation(call: Call): Promise<Answer> {
  const key = locationKey(call);
  const location = usable(call.wire.foldLocation(parseBody(call.body)));
  const { party, locationId } = location.value;
  sameAsUrl({ party: key.party, id: key.locationId }, { party, id: locationId }, 'id');
  const { partnerId } = call.partner;
  await acceptLocations(call.ctx, { partnerId, items: [location], message: pushedMessage(call) });
  return {};
}

/** PATCH .../{country}/{party}/{location} */
export async function patchLocation(call: Call): Promise<Answer> {
  const key = locationKey(call);
  return await change(call, usable(call.wire.foldLocationPatch(parseBody(call.body), key)));
}

/** PUT .../{country}/{party}/{location}/{evse} */
export async function putEvse(call: Call): Promise<Answer> {
  const key = evseKey(call);
  const put = usable(call.wire.foldEvsePut(parseBody(call.body), key));
  if (put.value.kind === 'evse-put' && put.value.evse.evseUid !== key.evseUid)
    throw invalid('/uid: differs from the URL');
  return await change(call, put);
}

export async function patchEvse(call: Call): Promise<Answer> {
  const key = evseKey(call);
  return await change(call, usable(call.wire.foldEvsePatch(parseBody(call.body), key)));
}

/** PUT .../{country}/{party}/{location}/{evse}/{connector} */
export async function putConnector(call: Call): Promise<Answer> {
  const key = evseKey(call);
  const put = usable(call.wire.foldConnectorPut(parseBody(call.body), key));
  if (put.value.kind === 'connector-put' && put.value.connector.id !== parameter(call, 'connector'))
    throw invalid('/id: differs from the URL');
  return await change(call, put);
}

export async function patchConnector(call: Call): Promise<Answer> {
  const key = { ...evseKey(call), connectorId: parameter(call, 'connector') };
  return await change(call, usable(call.wire.foldConnectorPatch(parseBody(call.body), key)));
}

async function change(call: Call, item: Folded<LocationChange>): Promise<Answer> {
  const { partnerId } = call.partner;
  const message = pushedMessage(call);
  const [accepted] = await acceptLocationChanges(call.ctx, { partnerId, items: [item], message });
  return changeAnswer(accepted);
}

function locationKey(call: Call): LocationKey {
  return { party: ownParty(call), locationId: parameter(call, 'location') };
}

function evseKey(call: Call) {
  return { ...locationKey(call), evseUid: parameter(call, 'evse') };
}

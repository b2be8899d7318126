import { NoCommonVersion } from '@peregrine/ocpi';
import {
  acceptRegistration,
  rotateRegistration,
  ServiceError,
  UnusablePartner,
  unregisterPartner,
} from '@peregrine/services';
import { type Answer, type Call, STATUS } from '../http/answer.ts';
import { parseBody } from '../http/read-body.ts';
import { usable } from '../http/refusals.ts';

const ALREADY: Answer = {
  http: 405,
  status: STATUS.clientError,
  message: 'You are registered already.',
};
const NOT_YET: Answer = { ...ALREADY, message: 'You are not registered.' };

/** Our credentials, with the token by which the caller came in. */
export async function viewCredentials(call: Call): Promise<Answer> {
  return { data: ownCredentials(call, call.token) };
}

/** A partner registers; 405 for one that is registered. */
export async function register(call: Call): Promise<Answer> {
  if (!call.partner.mayRegister) return ALREADY;
  return await agree(call, acceptRegistration);
}

/** New token, endpoints read again; 405 for a partner that is not registered. */
export async function update(call: Call): Promise<Answer> {
  if (call.partner.registering) return NOT_YET;
  return await agree(call, rotateRegistration);
}

export async function unregister(call: Call): Promise<Answer> {
  if (call.partner.registering) return NOT_YET;
  await unregisterPartner(call.ctx, { partnerId: call.partner.partnerId });
  return {};
}

async function agree(call: Call, verb: typeof acceptRegistration): Promise<Answer> {
  const { value } = usable(call.wire.foldCredentials(parseBody(call.body)));
  try {
    const { ourToken } = await verb(call.ctx, {
      partnerId: call.partner.partnerId,
      token: value.token,
      versionsUrl: value.versionsUrl,
      roles: value.parties,
    });
    return { data: ownCredentials(call, ourToken) };
  } catch (error) {
    // Somebody was first with the same token A.
    if (error instanceof ServiceError && error.code === 'conflict') return ALREADY;
    if (!(error instanceof UnusablePartner)) throw error;
    if (error.cause instanceof NoCommonVersion)
      return { status: STATUS.unsupportedVersion, message: 'There is no version in common.' };
    return { status: STATUS.unusableApi, message: 'Your versions endpoint could not be used.' };
  }
}

function ownCredentials({ ctx, wire }: Call, token: string) {
  const { seller, urls } = ctx;
  return wire.unfoldCredentials({
    token,
    versionsUrl: `${urls.ocpi}/ocpi/versions`,
    parties: [{ party: seller.emspParty, role: 'EMSP', name: seller.name }],
  });
}

import type { Cdr } from '@peregrine/domain';
import { acceptCdrs, readCdrText } from '@peregrine/services';
import { type Answer, type Call, STATUS } from '../http/answer.ts';
import { ownParty, parameter } from '../http/own-party.ts';
import { parseBody } from '../http/read-body.ts';
import { usable } from '../http/refusals.ts';
import { baseOf } from './versions.ts';

/**
 * POST: a new CDR, 201 with its URL in `Location` (OCPI 2.2.1 mod_cdrs, POST). The same again is a
 * success that changes nothing. Other content under the same id is kept aside, and said.
 */
export async function postCdr(call: Call): Promise<Answer> {
  const { value: cdr, findings } = usable(call.wire.foldCdr(parseBody(call.body)));
  const item = { value: { cdr, raw: call.body }, findings };
  const { partnerId } = call.partner;
  const [accepted] = await acceptCdrs(call.ctx, { partnerId, items: [item] });
  const headers = { location: cdrUrl(call, cdr) };
  if (accepted === 'created') return { http: 201, headers };
  if (accepted === 'repeated') return { headers, message: 'This CDR was received before.' };
  return {
    headers,
    status: STATUS.clientError,
    message:
      '/id: a CDR with this id and other content was received before; this one is put aside.',
  };
}

/** GET .../{country}/{party}/{cdr}: the CDR as it was sent to us. */
export async function getCdr(call: Call): Promise<Answer> {
  const text = await readCdrText(call.ctx, {
    partnerId: call.partner.partnerId,
    party: ownParty(call),
    cdrId: parameter(call, 'cdr'),
  });
  return { dataText: text };
}

function cdrUrl({ ctx, wire }: Call, { party, cdrId }: Cdr): string {
  const path = [party.countryCode, party.partyId, cdrId].map(encodeURIComponent).join('/');
  return `${baseOf(ctx.urls.ocpi, wire.version)}/cdrs/${path}`;
}

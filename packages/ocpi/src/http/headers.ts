import { randomUUID } from 'node:crypto';
import type { PartyRef } from '@peregrine/domain';
import { authorizationHeader } from './authorization.ts';

/**
 * Headers of every request: the token and the message ids; on functional modules also who asks and,
 * where it is one party, who is asked (OCPI 2.2.1 transport_and_format, Message Routing Headers).
 */
export function requestHeaders(input: {
  readonly token: string;
  readonly from?: PartyRef;
  readonly to?: PartyRef;
}): Record<string, string> {
  return {
    authorization: authorizationHeader(input.token),
    'X-Request-ID': randomUUID(),
    'X-Correlation-ID': randomUUID(),
    ...(input.from ? routing('from', input.from) : {}),
    ...(input.to ? routing('to', input.to) : {}),
  };
}

function routing(direction: 'from' | 'to', party: PartyRef): Record<string, string> {
  return {
    [`OCPI-${direction}-country-code`]: party.countryCode,
    [`OCPI-${direction}-party-id`]: party.partyId,
  };
}

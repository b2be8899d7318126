import type { Instant, PartyRef, Token } from '@peregrine/domain';
import { type Caller, type CallerOptions, createCaller } from '../http/call.ts';
import { dataOf } from '../http/envelope.ts';
import { requestHeaders } from '../http/headers.ts';
import { wireOf } from '../versions/supported.ts';
import type { VersionWire } from '../versions/version-wire.ts';
import { below, type Connection, endpointUrl } from './endpoints.ts';
import { type Module, type ModulePage, pullModule } from './pull-module.ts';
import { type SentCommand, sendCommand } from './send-command.ts';

export type GatewayOptions = CallerOptions & {
  /** Where partners reach us, without a trailing slash: results of commands go below it. */
  readonly ocpiUrl: string;
};

type StartOrder = {
  readonly commandId: string;
  readonly token: Token;
  readonly party: PartyRef;
  readonly locationId: string;
  readonly evseUid: string;
  readonly connectorId: string;
  readonly authorizationReference: string;
};
type StopOrder = {
  readonly commandId: string;
  readonly party: PartyRef;
  readonly sessionId: string;
};

/** Commands, token pushes and pulls over the wire; the services' `PartnerGateway` by structure. */
export type OcpiGateway = {
  sendStart(partner: Connection, order: StartOrder): Promise<SentCommand>;
  sendStop(partner: Connection, order: StopOrder): Promise<SentCommand>;
  pushToken(partner: Connection, token: Token): Promise<void>;
  pull(partner: Connection, module: Module, from?: Instant): AsyncIterable<ModulePage>;
  close(): void;
};

export function createOcpiGateway(options: GatewayOptions): OcpiGateway {
  const caller = createCaller(options);
  return {
    sendStart(partner, order) {
      const wire = wireFor(partner);
      const responseUrl = responseUrlOf(options, wire, 'START_SESSION', order.commandId);
      const body = wire.unfoldStartSession({ ...order, responseUrl });
      return sendCommand(caller, wire, partner, {
        command: 'START_SESSION',
        party: order.party,
        body,
      });
    },
    sendStop(partner, order) {
      const wire = wireFor(partner);
      const responseUrl = responseUrlOf(options, wire, 'STOP_SESSION', order.commandId);
      const body = wire.unfoldStopSession({ sessionId: order.sessionId, responseUrl });
      return sendCommand(caller, wire, partner, {
        command: 'STOP_SESSION',
        party: order.party,
        body,
      });
    },
    pushToken: (partner, token) => putToken(caller, wireFor(partner), partner, token),
    pull: (partner, module, from) => pullModule(caller, wireFor(partner), partner, module, from),
    close: () => caller.close(),
  };
}

/** The version that the partner was registered with; speaking no other is a bug upstream. */
function wireFor(partner: Connection): VersionWire {
  const wire = wireOf(partner.version);
  if (!wire) throw new Error(`no wire for OCPI ${partner.version} of ${partner.name}`);
  return wire;
}

/** The unique id in the URL is what tells results apart (OCPI 2.2.1 mod_commands, response_url). */
function responseUrlOf(
  options: GatewayOptions,
  wire: VersionWire,
  command: string,
  commandId: string,
): string {
  return below(`${options.ocpiUrl}/ocpi/${wire.version}/commands`, command, commandId);
}

/** PUT of a token's current state (OCPI 2.2.1 mod_tokens, Receiver, PUT); throws on failure. */
async function putToken(
  caller: Caller,
  wire: VersionWire,
  partner: Connection,
  token: Token,
): Promise<void> {
  const base = endpointUrl(partner, 'tokens', 'RECEIVER');
  const { countryCode, partyId } = token.party;
  const url = new URL(below(base, countryCode, partyId, token.tokenUid));
  url.searchParams.set('type', token.type);
  const answer = await caller.call({
    method: 'PUT',
    url: url.href,
    headers: requestHeaders({ token: partner.theirToken, from: partner.ourParty }),
    body: JSON.stringify(wire.unfoldToken(token)),
  });
  dataOf(answer);
}

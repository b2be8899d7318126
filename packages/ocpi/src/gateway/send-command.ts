import type { CommandResponse, PartyRef } from '@peregrine/domain';
import { type Caller, CallFailure, type HttpAnswer } from '../http/call.ts';
import { type Envelope, envelopeOf } from '../http/envelope.ts';
import { requestHeaders } from '../http/headers.ts';
import type { VersionWire } from '../versions/version-wire.ts';
import { below, type Connection, endpointUrl, MissingEndpoint } from './endpoints.ts';

/**
 * What became of the one call. `not-sent`: certainly nothing arrived; `unanswered`: it may have.
 * A partner that refuses in OCPI or HTTP terms has answered: REJECTED, with its words.
 */
export type SentCommand =
  | {
      readonly kind: 'answered';
      readonly response: CommandResponse;
      readonly timeoutSeconds: number;
      readonly text?: string;
    }
  | { readonly kind: 'unanswered'; readonly cause: string }
  | { readonly kind: 'not-sent'; readonly cause: string };

/** POSTs a command exactly once, on a connection of its own. Never throws on what peers do. */
export async function sendCommand(
  caller: Caller,
  wire: VersionWire,
  partner: Connection,
  order: {
    readonly command: 'START_SESSION' | 'STOP_SESSION';
    readonly party: PartyRef;
    readonly body: Readonly<Record<string, unknown>>;
  },
): Promise<SentCommand> {
  try {
    const answer = await caller.call({
      method: 'POST',
      url: below(endpointUrl(partner, 'commands', 'RECEIVER'), order.command),
      headers: requestHeaders({
        token: partner.theirToken,
        from: partner.ourParty,
        to: order.party,
      }),
      body: JSON.stringify(order.body),
      fresh: true,
    });
    return readAnswer(wire, answer);
  } catch (error) {
    if (error instanceof MissingEndpoint) return { kind: 'not-sent', cause: error.message };
    if (!(error instanceof CallFailure)) throw error;
    return { kind: error.sent ? 'unanswered' : 'not-sent', cause: error.message };
  }
}

function readAnswer(wire: VersionWire, answer: HttpAnswer): SentCommand {
  const envelope = envelopeOf(answer);
  const http = `HTTP ${answer.status}`;
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 408)
    return rejected(envelope?.statusMessage ?? http);
  if (answer.status < 200 || answer.status >= 300) return { kind: 'unanswered', cause: http };
  if (!envelope) return { kind: 'unanswered', cause: `${http} without an OCPI envelope` };
  if (envelope.statusCode >= 1000 && envelope.statusCode < 2000)
    return readResponse(wire, envelope);
  const said = envelope.statusMessage ?? `OCPI ${envelope.statusCode}`;
  if (refusesForSure(envelope.statusCode)) return rejected(said);
  return { kind: 'unanswered', cause: said };
}

function readResponse(wire: VersionWire, envelope: Envelope): SentCommand {
  const folded = wire.foldCommandResponse(envelope.data);
  if (folded.ok) return { kind: 'answered', ...folded.value };
  return { kind: 'unanswered', cause: 'an answer that cannot be read' };
}

/** 2xxx: the client erred; of the hub's codes only a lost forward may have arrived (4002). */
function refusesForSure(code: number): boolean {
  return (code >= 2000 && code < 3000) || code === 4001 || code === 4003;
}

function rejected(text: string): SentCommand {
  return { kind: 'answered', response: 'REJECTED', timeoutSeconds: 0, text: text.slice(0, 300) };
}

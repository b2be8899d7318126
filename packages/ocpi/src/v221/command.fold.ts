import { present } from '../read/present.ts';
import { type ReadResult, readObject } from '../read/read-object.ts';
import type { CommandResponseMessage, CommandResultMessage } from '../versions/messages.ts';
import type { StartSessionOrder } from '../versions/version-wire.ts';
import { commandResponseSchema, commandResultSchema } from './command.schema.ts';
import { unfoldToken } from './token.fold.ts';

/** Where the CPO names no timeout, we wait as long as most CPOs do. */
const DEFAULT_TIMEOUT_SECONDS = 30;

export function foldCommandResponse(input: unknown): ReadResult<CommandResponseMessage> {
  const read = readObject(commandResponseSchema, input);
  if (!read.ok) return read;
  const { result, timeout, message } = read.value;
  const timeoutSeconds = timeout != null && timeout > 0 ? timeout : DEFAULT_TIMEOUT_SECONDS;
  const value = { response: result, timeoutSeconds, ...present({ text: message }) };
  return { ok: true, value, findings: read.findings };
}

/** A CommandResult, bare as specified or inside the response envelope (ocpi/ocpi #437). */
export function foldCommandResult(input: unknown): ReadResult<CommandResultMessage> {
  const read = readObject(commandResultSchema, bare(input));
  if (!read.ok) return read;
  const value = { result: read.value.result, ...present({ text: read.value.message }) };
  return { ok: true, value, findings: read.findings };
}

function bare(input: unknown): unknown {
  const enveloped =
    typeof input === 'object' && input !== null && 'data' in input && !('result' in input);
  return enveloped ? input.data : input;
}

/** StartSession (mod_commands); `response_url` carries our command id. */
export function unfoldStartSession(order: StartSessionOrder): Readonly<Record<string, unknown>> {
  return {
    response_url: order.responseUrl,
    token: unfoldToken(order.token),
    location_id: order.locationId,
    evse_uid: order.evseUid,
    connector_id: order.connectorId,
    authorization_reference: order.authorizationReference,
  };
}

export function unfoldStopSession(order: {
  readonly responseUrl: string;
  readonly sessionId: string;
}): Readonly<Record<string, unknown>> {
  return { response_url: order.responseUrl, session_id: order.sessionId };
}

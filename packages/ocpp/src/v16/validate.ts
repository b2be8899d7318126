import { OCPP16 } from 'typed-ocpp';
import type { JsonObject } from '../frames.ts';
import type { CallFault } from '../protocol.ts';

const ACTIONS: ReadonlySet<string> = new Set(Object.values(OCPP16.Action));

export function isAction(action: string): boolean {
  return ACTIONS.has(action);
}

/**
 * The OCPP 1.6 schema's opinion of a request: the typed CALL, or what is wrong with it. The
 * validator drops unknown fields in place, so it gets a copy.
 */
export function validateRequest(
  action: string,
  payload: JsonObject,
): { call: OCPP16.Call } | { fault: CallFault; reason: string } {
  const frame: unknown = [OCPP16.MessageType.CALL, 'id', action, structuredClone(payload)];
  if (OCPP16.validateCall(frame)) return { call: frame };
  const reason = (OCPP16.validateCall.errors[0] ?? 'invalid').replace('Invalid OCPP call: ', '');
  return { fault: faultOf(reason), reason: reason.trim() };
}

/** The schema's sentence decides the error code (OCPP-J 1.6, table 7). */
function faultOf(reason: string): CallFault {
  if (reason.includes('must have required property')) return 'missing-field';
  if (/must be (string|integer|number|object|array|boolean)/.test(reason)) return 'wrong-type';
  return 'bad-value';
}

/** Whether a result fits the schema of the command's response. */
export function validateResponse(action: string, payload: unknown): string | undefined {
  const call = [OCPP16.MessageType.CALL, 'id', action, {}] as unknown as OCPP16.Call;
  const result: unknown = [OCPP16.MessageType.CALLRESULT, 'id', structuredClone(payload)];
  if (!OCPP16.validateCallResult(result)) return 'the result is no object';
  if (OCPP16.checkCallResult(result, call)) return undefined;
  return OCPP16.checkCallResult.errors[0] ?? 'invalid';
}

import { MAX_NESTING, nestingDepth, storableText } from '@peregrine/domain';

/** A payload of the wire before anything is known about it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** OCPP-J message types (OCPP-J 1.6, 4.1.3). */
const CALL = 2;
const CALL_RESULT = 3;
const CALL_ERROR = 4;

/**
 * A frame as it came. `bad` with a `messageId` can be answered; without one it can only be dropped.
 */
export type Frame =
  | {
      readonly kind: 'call';
      readonly messageId: string;
      readonly action: string;
      readonly payload: JsonObject;
    }
  | { readonly kind: 'result'; readonly messageId: string; readonly payload: unknown }
  | {
      readonly kind: 'error';
      readonly messageId: string;
      readonly code: string;
      readonly text: string;
    }
  | {
      readonly kind: 'bad';
      readonly messageId?: string;
      readonly fault: 'protocol' | 'malformed';
      readonly reason: string;
    };

/** Reads one text frame; never throws. */
export function parseFrame(text: string): Frame {
  if (nestingDepth(text) > MAX_NESTING) {
    return { kind: 'bad', fault: 'protocol', reason: 'nested too deeply' };
  }
  let value: unknown;
  try {
    value = parseStorable(text);
  } catch {
    return { kind: 'bad', fault: 'protocol', reason: 'not JSON' };
  }
  if (!Array.isArray(value)) return { kind: 'bad', fault: 'protocol', reason: 'not an array' };
  const [type, id] = value as unknown[];
  const messageId = readableId(id);
  if (messageId === undefined) {
    return { kind: 'bad', fault: 'protocol', reason: 'no readable message id' };
  }
  if (type === CALL) return parseCall(value, messageId, typeof id === 'string');
  if (type === CALL_RESULT) return { kind: 'result', messageId, payload: value[2] };
  if (type === CALL_ERROR) {
    return { kind: 'error', messageId, code: textOf(value[2]), text: textOf(value[3]) };
  }
  // An unknown type is ignored, not answered (OCPP-J 1.6, 4.1.3).
  return { kind: 'bad', fault: 'protocol', reason: 'unknown message type' };
}

/** Escapes of a NUL or of a surrogate: firmware pads fixed fields with the first. */
const SUSPECT = /\\u(0000|d[89a-f])/i;

function parseStorable(text: string): unknown {
  if (!SUSPECT.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'string' ? storableText(value) : value,
  );
}

function parseCall(value: readonly unknown[], messageId: string, idIsText: boolean): Frame {
  const action = value[2];
  const payload = value[3];
  if (!idIsText || typeof action !== 'string') {
    const reason = idIsText ? 'the action is no text' : 'the message id is no text';
    return { kind: 'bad', messageId, fault: 'protocol', reason };
  }
  if (!isObject(payload)) {
    return { kind: 'bad', messageId, fault: 'malformed', reason: 'the payload is no object' };
  }
  return { kind: 'call', messageId, action, payload };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function callFrame(messageId: string, action: string, payload: JsonObject): string {
  return JSON.stringify([CALL, messageId, action, payload]);
}

export function resultFrame(messageId: string, payload: JsonObject): string {
  return JSON.stringify([CALL_RESULT, messageId, payload]);
}

/** The text is cut at 255 characters (OCPP-J 1.6, 4.2.3, errorDescription). */
export function errorFrame(messageId: string, code: string, text: string): string {
  return JSON.stringify([CALL_ERROR, messageId, code, text.slice(0, 255), {}]);
}

function readableId(id: unknown): string | undefined {
  if (typeof id === 'string' && id.length > 0 && id.length <= 255) return id;
  return typeof id === 'number' && Number.isFinite(id) ? String(id) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

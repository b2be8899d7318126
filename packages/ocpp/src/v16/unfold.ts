import type {
  StationAnswer,
  StationCommand,
  StationCommandAnswer,
  TokenVerdict,
} from '@peregrine/domain';
import { OCPP16 } from 'typed-ocpp';
import { isObject, type JsonObject } from '../frames.ts';
import type { CallFault } from '../protocol.ts';
import { validateRequest, validateResponse } from './validate.ts';

const VERDICTS: Readonly<Record<TokenVerdict, string>> = {
  accepted: 'Accepted',
  blocked: 'Blocked',
  expired: 'Expired',
  invalid: 'Invalid',
  concurrent: 'ConcurrentTx',
};

/** What a station gets as the CALLRESULT of its `action`. */
export function unfoldAnswer(action: string, answer: StationAnswer): JsonObject {
  switch (answer.kind) {
    case 'booted':
      return { status: 'Accepted', currentTime: answer.at, interval: answer.heartbeatSeconds };
    case 'heartbeat':
      return { currentTime: answer.at };
    case 'authorized':
      return { idTagInfo: { status: VERDICTS[answer.verdict] } };
    case 'started':
      return {
        transactionId: answer.transactionId,
        idTagInfo: { status: VERDICTS[answer.verdict] },
      };
    case 'data-refused':
      return { status: 'UnknownVendorId' };
    case 'noted':
      return action === OCPP16.Action.DataTransfer ? { status: 'Accepted' } : {};
  }
}

const TRIGGERS = {
  status: 'StatusNotification',
  meter: 'MeterValues',
  boot: 'BootNotification',
  heartbeat: 'Heartbeat',
} as const;

/** The CALL of a command; outbound is always strict: a payload that breaks the schema is our bug. */
export function unfoldCommand(command: StationCommand): { action: string; payload: JsonObject } {
  const call = callOf(command);
  const checked = validateRequest(call.action, call.payload);
  if ('fault' in checked) throw new Error(`${call.action} breaks its schema: ${checked.reason}`);
  return call;
}

function callOf(command: StationCommand): { action: string; payload: JsonObject } {
  switch (command.kind) {
    case 'start':
      return {
        action: OCPP16.Action.RemoteStartTransaction,
        payload: { connectorId: command.connector, idTag: command.tokenUid },
      };
    case 'stop':
      return {
        action: OCPP16.Action.RemoteStopTransaction,
        payload: { transactionId: command.transactionId },
      };
    case 'reset':
      return { action: OCPP16.Action.Reset, payload: { type: command.hard ? 'Hard' : 'Soft' } };
    case 'unlock':
      return {
        action: OCPP16.Action.UnlockConnector,
        payload: { connectorId: command.connector },
      };
    case 'trigger':
      return {
        action: OCPP16.Action.TriggerMessage,
        payload: {
          requestedMessage: TRIGGERS[command.message],
          ...(command.connector !== undefined && { connectorId: command.connector }),
        },
      };
  }
}

const YES = new Set(['Accepted', 'Unlocked']);

/** Accepted and Unlocked are yes, every other word of the schema is no. */
export function foldResult(command: StationCommand, payload: unknown): StationCommandAnswer {
  const invalid = validateResponse(callOf(command).action, payload);
  if (invalid !== undefined) return { outcome: 'failed', text: invalid };
  const status = isObject(payload) ? String(payload.status) : '';
  return YES.has(status) ? { outcome: 'accepted' } : { outcome: 'rejected', text: status };
}

/** The codes as 1.6 spells them, "Occurence" included (OCPP-J 1.6, table 7). */
const FAULTS: Readonly<Record<CallFault, string>> = {
  'unknown-action': 'NotImplemented',
  'unsupported-action': 'NotSupported',
  'missing-field': 'OccurenceConstraintViolation',
  'wrong-type': 'TypeConstraintViolation',
  'bad-value': 'PropertyConstraintViolation',
  malformed: 'FormationViolation',
  protocol: 'ProtocolError',
  internal: 'InternalError',
};

export function spellFault(fault: CallFault): string {
  return FAULTS[fault];
}

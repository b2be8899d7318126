import {
  CONNECTOR_STATUSES,
  type ConnectorStatus,
  type Instant,
  type StationEvent,
} from '@peregrine/domain';
import { OCPP16 } from 'typed-ocpp';
import type { JsonObject } from '../frames.ts';
import type { FoldedCall } from '../protocol.ts';
import { readStationTime } from '../station-time.ts';
import { TRANSACTION_FOLDS } from './fold-transaction.ts';
import { isAction, validateRequest } from './validate.ts';

/** Folds what an OCPP 1.6 station asks into an event, or says why not. */
export function foldCall(action: string, payload: JsonObject): FoldedCall {
  if (!isAction(action)) {
    return { kind: 'refused', fault: 'unknown-action', reason: `no action ${action.slice(0, 50)}` };
  }
  const tolerant = TRANSACTION_FOLDS[action];
  if (tolerant) return tolerant(payload);
  if (action === OCPP16.Action.StatusNotification) return foldStatus(payload);
  const checked = validateRequest(action, payload);
  if ('fault' in checked) {
    return { kind: 'refused', fault: checked.fault, reason: checked.reason };
  }
  const event = foldValid(checked.call);
  if (event) return { kind: 'event', event, findings: [] };
  return { kind: 'refused', fault: 'unsupported-action', reason: `${action} is not for us` };
}

/** Undefined for the actions that only a central system sends. */
function foldValid(call: OCPP16.Call): StationEvent | undefined {
  switch (call[2]) {
    case OCPP16.Action.BootNotification:
      return {
        kind: 'booted',
        vendor: call[3].chargePointVendor,
        model: call[3].chargePointModel,
        ...(call[3].firmwareVersion && { firmware: call[3].firmwareVersion }),
      };
    case OCPP16.Action.Heartbeat:
      return { kind: 'heartbeat' };
    case OCPP16.Action.Authorize:
      return { kind: 'authorize-asked', tokenUid: call[3].idTag.trim() };
    case OCPP16.Action.DataTransfer: {
      const { vendorId, messageId } = call[3];
      return { kind: 'data-transferred', vendorId, ...(messageId && { messageId }) };
    }
    case OCPP16.Action.FirmwareStatusNotification:
    case OCPP16.Action.DiagnosticsStatusNotification:
    case OCPP16.Action.LogStatusNotification:
    case OCPP16.Action.SignedFirmwareStatusNotification:
      return { kind: 'noted', topic: call[2], detail: call[3].status };
    case OCPP16.Action.SecurityEventNotification:
      return { kind: 'noted', topic: call[2], detail: call[3].type };
    default:
      return undefined;
  }
}

/**
 * Tolerant but for its two fields: the end of parking hangs on it, and stations send vendor error
 * codes and bad timestamps here (OCPP 1.6, 6.47 StatusNotification.req).
 */
function foldStatus(payload: JsonObject): FoldedCall {
  const connector = Number(payload.connectorId ?? Number.NaN);
  const status = CONNECTOR_STATUSES.find((known) => known === payload.status);
  if (!Number.isInteger(connector) || connector < 0 || !status) return refuseStatus(payload);
  const time = readStationTime(payload.timestamp, '/timestamp');
  const event = statusEvent(connector, status, payload, time.at);
  return { kind: 'event', event, findings: time.findings };
}

function statusEvent(
  connector: number,
  status: ConnectorStatus,
  payload: JsonObject,
  at: Instant | undefined,
): StationEvent {
  const code = payload.errorCode;
  const errorCode = typeof code === 'string' && code !== 'NoError' ? code : undefined;
  return {
    kind: 'status-changed',
    connector,
    status,
    ...(errorCode && { errorCode }),
    ...(at && { at }),
  };
}

function refuseStatus(payload: JsonObject): FoldedCall {
  const checked = validateRequest(OCPP16.Action.StatusNotification, payload);
  if ('fault' in checked) {
    return { kind: 'refused', fault: checked.fault, reason: checked.reason };
  }
  return { kind: 'refused', fault: 'bad-value', reason: '/connectorId must be 0 or more' };
}

import type { Payload } from './ocpp-link.ts';
import type { ConnectorState, StationState } from './station-state.ts';

/** What the station does because it was asked to. */
export type StationActs = {
  start(connector: ConnectorState, idTag: string): void;
  stop(connector: ConnectorState): void;
  boot(): void;
  tellStatus(connector: ConnectorState): void;
};

/**
 * The station's answers to the gateway (OCPP 1.6, chapter 5). What it does about them comes after
 * the answer. Undefined: not implemented.
 */
export function answerCall(
  state: StationState,
  action: string,
  payload: Payload,
  acts: StationActs,
): Payload | undefined {
  switch (action) {
    case 'RemoteStartTransaction':
      return remoteStart(state, payload, acts);
    case 'RemoteStopTransaction':
      return remoteStop(state, payload, acts);
    case 'TriggerMessage':
      return trigger(state, payload, acts);
    case 'GetConfiguration':
      return { configurationKey: configuration() };
    case 'ChangeAvailability':
    case 'ClearCache':
    case 'Reset':
      return { status: 'Accepted' };
    case 'ChangeConfiguration':
      return { status: 'Rejected' };
    case 'UnlockConnector':
      return { status: 'NotSupported' };
    case 'DataTransfer':
      return { status: 'UnknownVendorId' };
    default:
      return undefined;
  }
}

function remoteStart(state: StationState, payload: Payload, acts: StationActs): Payload {
  const { connectorId, idTag } = payload;
  const connector = state.connectors.find(
    (it) =>
      it.status === 'Available' && (connectorId === undefined || it.connectorId === connectorId),
  );
  if (!connector || typeof idTag !== 'string' || idTag === '') return { status: 'Rejected' };
  // Taken at once: a second request for the same connector must not find it free.
  connector.status = 'Preparing';
  setImmediate(() => acts.start(connector, idTag));
  return { status: 'Accepted' };
}

function remoteStop(state: StationState, payload: Payload, acts: StationActs): Payload {
  const connector = state.connectors.find(({ transaction }) => {
    if (!transaction || transaction.stoppedAtSeconds !== undefined) return false;
    return state.transactionIds[transaction.key] === payload.transactionId;
  });
  if (!connector) return { status: 'Rejected' };
  setImmediate(() => acts.stop(connector));
  return { status: 'Accepted' };
}

function trigger(state: StationState, payload: Payload, acts: StationActs): Payload {
  if (payload.requestedMessage === 'BootNotification') {
    setImmediate(acts.boot);
    return { status: 'Accepted' };
  }
  if (payload.requestedMessage !== 'StatusNotification') return { status: 'NotImplemented' };
  const asked = state.connectors.filter(
    ({ connectorId }) => payload.connectorId === undefined || payload.connectorId === connectorId,
  );
  setImmediate(() => {
    for (const connector of asked) acts.tellStatus(connector);
  });
  return { status: 'Accepted' };
}

function configuration(): Payload[] {
  const values = { NumberOfConnectors: '2', AuthorizeRemoteTxRequests: 'true' };
  return Object.entries(values).map(([key, value]) => ({ key, value, readonly: true }));
}

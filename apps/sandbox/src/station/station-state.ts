import type { EnergyFlow } from '../flow/energy-flow.ts';
import type { Payload } from './ocpp-link.ts';

/** A transaction of the station; the gateway's number for it is in `transactionIds` by its key. */
export type StationTransaction = EnergyFlow & {
  key: string;
  idTag: string;
  /** ISO instant of the start: the real time; everything later is in the station's own time. */
  startedAt: string;
  meterStart: number;
  stopReason?: string;
  /** Simulated seconds of the last meter values. */
  metered: number;
};

export type ConnectorState = {
  connectorId: number;
  status: string;
  /** The lifetime register of the meter, in Wh. */
  registerWh: number;
  /** How the cars at this connector behave. */
  car: { takesWh: number; parkSeconds: number };
  transaction?: StationTransaction;
};

/** A message that must arrive, kept until the gateway has answered it (OCPP 1.6, 4.8 and 4.10). */
export type KeptMessage = { action: string; payload: Payload; transactionKey: string };

/** What the station remembers over restarts: plain JSON. */
export type StationState = {
  connectors: ConnectorState[];
  kept: KeptMessage[];
  /** The gateway's numbers of transactions whose end it has not acknowledged yet, by key. */
  transactionIds: Record<string, number>;
};

export function newStation(): StationState {
  return {
    connectors: [
      connector(1, 120_400, { takesWh: 8_250, parkSeconds: 17 * 60 }),
      connector(2, 86_310, { takesWh: 14_000, parkSeconds: 0 }),
    ],
    kept: [],
    transactionIds: {},
  };
}

function connector(
  connectorId: number,
  registerWh: number,
  car: ConnectorState['car'],
): ConnectorState {
  return { connectorId, status: 'Available', registerWh, car };
}

/** The station's own time: real when nothing runs, ahead of us during a transaction. */
export function stationTimeOf(transaction: StationTransaction | undefined, now: Date): string {
  if (!transaction) return now.toISOString();
  const seconds = Math.floor(transaction.simulatedMs / 1000);
  return new Date(Date.parse(transaction.startedAt) + seconds * 1000).toISOString();
}

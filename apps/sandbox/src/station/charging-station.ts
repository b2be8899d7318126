import { randomUUID } from 'node:crypto';
import type { Clock } from '@peregrine/domain';
import { advanceFlow, readMeter, stopFlow } from '../flow/energy-flow.ts';
import { Gate } from '../state/gate.ts';
import type { StateFile } from '../state/open-state-file.ts';
import { answerCall } from './answer-call.ts';
import { OcppLink, type Payload } from './ocpp-link.ts';
import { type KeptSender, sendKept } from './send-kept.ts';
import {
  type ConnectorState,
  newStation,
  type StationState,
  type StationTransaction,
  stationTimeOf,
} from './station-state.ts';

const TICK_MS = 100;
const POWER_W = 22_000;

export type StationOptions = {
  identity: string;
  password: string;
  /** Of the gateway, without the identity: `ws://127.0.0.1:3020/ocpp`. */
  gatewayUrl: string;
  stateFile: StateFile;
  clock: Clock;
  timeLapse: number;
  updateEveryMs: number;
};

/** One charging station with two connectors that speaks OCPP 1.6J to a gateway. */
export class ChargingStation {
  readonly identity: string;
  readonly state: StationState;
  readonly link: OcppLink;
  /** Closed, a command is received, and neither answered nor done. */
  readonly commands = new Gate();
  /** What the gateway asked for since the start of this process. */
  readonly received: { action: string; payload: Payload }[] = [];
  readonly #options: StationOptions;
  readonly #kept: KeptSender;
  readonly #timer: NodeJS.Timeout;
  readonly #lastReport = new Map<number, number>();
  #lastTick = performance.now();
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(options: StationOptions) {
    this.#options = options;
    this.identity = options.identity;
    this.state = options.stateFile.section<StationState>(`station:${options.identity}`, newStation);
    for (const connector of this.state.connectors) {
      // A start that the end of the process cut off before it had a transaction.
      if (!connector.transaction) connector.status = 'Available';
    }
    const log = (line: string) => this.#log(line);
    this.link = new OcppLink({
      url: options.gatewayUrl,
      identity: options.identity,
      password: options.password,
      onOpen: () => void this.#boot(),
      onCall: (action, payload) => this.#answer(action, payload),
      log,
    });
    this.#kept = sendKept({
      state: this.state,
      link: this.link,
      touch: options.stateFile.touch,
      log,
      onRefused: (connector) => this.#stop(connector, 'DeAuthorized'),
    });
    this.link.connect();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  /** A card at the reader: authorised by the gateway, then a transaction. */
  async swipe(connectorId: number, idTag: string): Promise<'started' | 'refused' | 'occupied'> {
    const connector = this.#find(connectorId);
    if (connector?.status !== 'Available') return 'occupied';
    return (await this.#authorizeAndStart(connector, idTag)) ? 'started' : 'refused';
  }

  /** Ends the transaction of a connector, if one runs, with a reason of OCPP. */
  stop(connectorId: number, reason: string): boolean {
    const connector = this.#find(connectorId);
    return connector !== undefined && this.#stop(connector, reason);
  }

  /** The driver pulls the plug, whether the transaction was stopped or not. */
  unplug(connectorId: number): boolean {
    const connector = this.#find(connectorId);
    return connector !== undefined && this.#unplug(connector);
  }

  /** How much the next car at a connector takes, and how long it stays. */
  setCar(
    connectorId: number,
    car: Partial<ConnectorState['car']>,
  ): ConnectorState['car'] | undefined {
    const connector = this.#find(connectorId);
    if (connector) Object.assign(connector.car, car);
    return connector?.car;
  }

  close(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#heartbeat);
    this.link.disconnect();
  }

  #find(connectorId: number): ConnectorState | undefined {
    return this.state.connectors.find((it) => it.connectorId === connectorId);
  }

  async #answer(action: string, payload: Payload): Promise<Payload | undefined> {
    this.received.push({ action, payload });
    await this.commands.pass();
    return answerCall(this.state, action, payload, {
      start: (connector, idTag) => void this.#authorizeAndStart(connector, idTag),
      stop: (connector) => this.#stop(connector, 'Remote'),
      boot: () => void this.#boot(),
      tellStatus: (connector) => void this.#tellStatus(connector),
    });
  }

  async #boot(): Promise<void> {
    const answer = await this.#tell('BootNotification', {
      chargePointVendor: 'Sandbox',
      chargePointModel: 'Duo 22',
      chargePointSerialNumber: this.identity.slice(0, 25),
      firmwareVersion: '1.0.0',
    });
    clearTimeout(this.#heartbeat);
    const seconds = Number(answer?.interval) || 60;
    if (answer?.status !== 'Accepted') {
      // Pending or Rejected: asked again after the interval it was given (OCPP 1.6, 4.2).
      this.#heartbeat = setTimeout(() => void this.#boot(), Math.min(seconds, 10) * 1000);
      return;
    }
    const timestamp = this.#options.clock.now().toISOString();
    const whole = { connectorId: 0, errorCode: 'NoError', status: 'Available', timestamp };
    await this.#tell('StatusNotification', whole);
    for (const connector of this.state.connectors) await this.#tellStatus(connector);
    void this.#kept.send();
    this.#scheduleHeartbeat(seconds);
  }

  #scheduleHeartbeat(seconds: number): void {
    clearTimeout(this.#heartbeat);
    this.#heartbeat = setTimeout(async () => {
      await this.#tell('Heartbeat', {});
      void this.#kept.send();
      if (this.link.isOpen()) this.#scheduleHeartbeat(seconds);
    }, seconds * 1000);
  }

  async #authorizeAndStart(connector: ConnectorState, idTag: string): Promise<boolean> {
    await this.#setStatus(connector, 'Preparing');
    const answer = await this.#tell('Authorize', { idTag });
    const info = answer?.idTagInfo as { status?: string } | undefined;
    if (info?.status !== 'Accepted') {
      await this.#setStatus(connector, 'Available');
      return false;
    }
    const startedAt = this.#options.clock.now().toISOString();
    const transaction: StationTransaction = {
      key: randomUUID(),
      idTag,
      startedAt,
      meterStart: connector.registerWh,
      powerW: POWER_W,
      isDc: false,
      takesWh: connector.car.takesWh,
      parkSeconds: connector.car.parkSeconds,
      simulatedMs: 0,
      metered: 0,
    };
    connector.transaction = transaction;
    const { connectorId, registerWh: meterStart } = connector;
    const payload = { connectorId, idTag, meterStart, timestamp: startedAt };
    this.#keep('StartTransaction', payload, transaction.key);
    await this.#setStatus(connector, 'Charging');
    return true;
  }

  #stop(connector: ConnectorState, reason: string): boolean {
    const { transaction } = connector;
    if (!transaction || transaction.stoppedAtSeconds !== undefined) return false;
    stopFlow(transaction);
    connector.registerWh = transaction.meterStart + readMeter(transaction).energyWh;
    const timestamp = stationTimeOf(transaction, this.#options.clock.now());
    const { idTag, key } = transaction;
    const payload = { meterStop: connector.registerWh, timestamp, idTag, reason };
    this.#keep('StopTransaction', payload, key);
    void this.#setStatus(connector, 'Finishing');
    return true;
  }

  #unplug(connector: ConnectorState): boolean {
    const { transaction } = connector;
    if (!transaction) return false;
    this.#stop(connector, 'EVDisconnected');
    void this.#setStatus(connector, 'Available');
    delete connector.transaction;
    return true;
  }

  #meter(connector: ConnectorState, transaction: StationTransaction): void {
    const { seconds, energyWh, isFull } = readMeter(transaction);
    const timestamp = stationTimeOf(transaction, this.#options.clock.now());
    transaction.metered = seconds;
    const sampledValue = [
      sample('Energy.Active.Import.Register', transaction.meterStart + energyWh, 'Wh'),
      sample('Power.Active.Import', isFull ? 0 : transaction.powerW, 'W'),
    ];
    const { connectorId } = connector;
    const payload = { connectorId, meterValue: [{ timestamp, sampledValue }] };
    this.#keep('MeterValues', payload, transaction.key);
    if (isFull) void this.#setStatus(connector, 'SuspendedEV');
  }

  #tick(): void {
    const at = performance.now();
    const passedMs = at - this.#lastTick;
    this.#lastTick = at;
    for (const connector of this.state.connectors) {
      const { transaction, connectorId } = connector;
      if (!transaction) continue;
      if (advanceFlow(transaction, passedMs, this.#options.timeLapse)) {
        this.#unplug(connector);
      } else if (this.#isMeterDue(transaction, at - (this.#lastReport.get(connectorId) ?? 0))) {
        this.#lastReport.set(connectorId, at);
        this.#meter(connector, transaction);
      }
    }
  }

  /** Meter values come at their interval, and once more when the car has just become full. */
  #isMeterDue(transaction: StationTransaction, sinceMs: number): boolean {
    if (transaction.stoppedAtSeconds !== undefined) return false;
    const { seconds, isFull } = readMeter(transaction);
    return seconds > transaction.metered && (isFull || sinceMs >= this.#options.updateEveryMs);
  }

  #setStatus(connector: ConnectorState, status: string): Promise<unknown> {
    connector.status = status;
    this.#options.stateFile.touch();
    return this.#tellStatus(connector);
  }

  #tellStatus(connector: ConnectorState): Promise<unknown> {
    const { connectorId, status, transaction } = connector;
    const timestamp = stationTimeOf(transaction, this.#options.clock.now());
    const payload = { connectorId, errorCode: 'NoError', status, timestamp };
    return this.#tell('StatusNotification', payload);
  }

  #keep(action: string, payload: Payload, transactionKey: string): void {
    this.state.kept.push({ action, payload, transactionKey });
    this.#options.stateFile.touch();
    void this.#kept.send();
  }

  /** Sends what may be lost: an offline station's statuses and heartbeats are. */
  #tell(action: string, payload: Payload): Promise<Payload | undefined> {
    return this.link.call(action, payload).catch((error: Error) => {
      this.#log(`${action}: ${error.message}`);
      return undefined;
    });
  }

  #log(line: string): void {
    process.stdout.write(`sandbox: ${this.identity}: ${line}\n`);
  }
}

function sample(measurand: string, value: number, unit: string): Payload {
  return { value: String(value), context: 'Sample.Periodic', measurand, unit };
}

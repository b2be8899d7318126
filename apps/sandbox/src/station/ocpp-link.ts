import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';

const CALL_TIMEOUT_MS = 30_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

export type Payload = Record<string, unknown>;

/** What a request of the gateway gets: a CALLRESULT, or `undefined` for NotImplemented. */
export type CallHandler = (action: string, payload: Payload) => Promise<Payload | undefined>;

/** The gateway answered a CALL with a CALLERROR. */
export class CallRefused extends Error {}

type Waiting = {
  resolve(payload: Payload): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
};

export type LinkOptions = {
  url: string;
  identity: string;
  password: string;
  onCall: CallHandler;
  onOpen(): void;
  log(line: string): void;
};

/** The station's end of OCPP-J 1.6: one CALL under way at a time, connected again when it broke. */
export class OcppLink {
  readonly #options: LinkOptions;
  readonly #waiting = new Map<string, Waiting>();
  #socket: WebSocket | undefined;
  #pauseMs = FIRST_PAUSE_MS;
  #retry: NodeJS.Timeout | undefined;
  #isWanted = true;
  #inTurn: Promise<unknown> = Promise.resolve();

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  connect(): void {
    this.#isWanted = true;
    this.#open();
  }

  /** Breaks the connection, and keeps it so until `connect`. */
  disconnect(): void {
    this.#isWanted = false;
    clearTimeout(this.#retry);
    this.#socket?.terminate();
  }

  /** Sends a CALL; rejects on CALLERROR, timeout, or when the socket is not open. */
  call(action: string, payload: Payload): Promise<Payload> {
    const answer = this.#inTurn.then(() => this.#send(action, payload));
    // The next call waits for this one, whether it went well or not: its caller hears of it.
    this.#inTurn = answer.then(
      () => undefined,
      () => undefined,
    );
    return answer;
  }

  #open(): void {
    clearTimeout(this.#retry);
    if (!this.#isWanted || this.#socket) return;
    const { url, identity, password, log, onOpen } = this.#options;
    const socket = new WebSocket(`${url}/${encodeURIComponent(identity)}`, ['ocpp1.6'], {
      headers: { Authorization: `Basic ${btoa(`${identity}:${password}`)}` },
      handshakeTimeout: 10_000,
    });
    this.#socket = socket;
    socket.on('open', () => {
      this.#pauseMs = FIRST_PAUSE_MS;
      log('connected');
      onOpen();
    });
    socket.on('message', (data) => this.#receive(socket, String(data)));
    socket.on('error', (error) => log(error.message));
    socket.on('close', () => this.#closed());
  }

  #closed(): void {
    this.#socket = undefined;
    for (const id of this.#waiting.keys()) this.#fail(id, new Error('connection lost'));
    if (!this.#isWanted) return;
    this.#retry = setTimeout(() => this.#open(), this.#pauseMs);
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
  }

  #receive(from: WebSocket, text: string): void {
    const frame = JSON.parse(text) as [number, string, ...unknown[]];
    const [kind, id] = frame;
    if (kind === 2) {
      void this.#reply(from, id, String(frame[2]), (frame[3] ?? {}) as Payload);
    } else if (kind === 4) {
      this.#fail(id, new CallRefused(`${frame[2]}: ${frame[3]}`));
    } else {
      this.#take(id)?.resolve((frame[2] ?? {}) as Payload);
    }
  }

  async #reply(to: WebSocket, id: string, action: string, payload: Payload): Promise<void> {
    const result = await this.#options.onCall(action, payload);
    to.send(JSON.stringify(result ? [3, id, result] : [4, id, 'NotImplemented', '', {}]));
  }

  #send(action: string, payload: Payload): Promise<Payload> {
    return new Promise((resolve, reject) => {
      if (!this.isOpen()) return reject(new Error('not connected'));
      const id = randomUUID();
      const onTimeout = () => this.#fail(id, new Error(`${action}: no answer`));
      this.#waiting.set(id, { resolve, reject, timer: setTimeout(onTimeout, CALL_TIMEOUT_MS) });
      this.#socket?.send(JSON.stringify([2, id, action, payload]));
    });
  }

  #fail(id: string, error: Error): void {
    this.#take(id)?.reject(error);
  }

  #take(id: string): Waiting | undefined {
    const call = this.#waiting.get(id);
    clearTimeout(call?.timer);
    this.#waiting.delete(id);
    return call;
  }
}

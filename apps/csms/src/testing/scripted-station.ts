import { once } from 'node:events';
import { type ClientOptions, WebSocket } from 'ws';

export type StationCall = {
  readonly messageId: string;
  readonly action: string;
  readonly payload: Record<string, unknown>;
};

export type StationOptions = {
  readonly port: number;
  readonly identity?: string;
  readonly password?: string;
  /** Written as it is; wins over identity and password. */
  readonly authorization?: string;
  readonly path?: string;
  readonly protocols?: string[];
  readonly client?: ClientOptions;
};

/** A station that says what a test tells it to, over a real socket. */
export class ScriptedStation {
  readonly socket: WebSocket;
  readonly #answers = new Map<string, (frame: unknown[]) => void>();
  readonly #calls: StationCall[] = [];
  readonly #waiting: ((call: StationCall) => void)[] = [];
  #ids = 0;

  constructor(options: StationOptions) {
    this.socket = openSocket(options);
    this.socket.on('message', (data) => this.#take(JSON.parse(data.toString()) as unknown[]));
  }

  /** The answer to a CALL: its result's payload, or `[code, text]` of its error. */
  call(action: string, payload: object, messageId = `s${++this.#ids}`): Promise<unknown> {
    return this.raw(JSON.stringify([2, messageId, action, payload]), messageId);
  }

  raw(frame: string, messageId: string): Promise<unknown> {
    if (this.socket.readyState !== WebSocket.OPEN) return Promise.reject(new Error('not open'));
    const answered = new Promise<unknown>((resolve, reject) => {
      this.#answers.set(messageId, ([type, , ...rest]) => {
        resolve(type === 3 ? rest[0] : rest.slice(0, 2));
      });
      this.socket.once('close', () => reject(new Error(`closed before ${messageId}`)));
    });
    this.socket.send(frame);
    return answered;
  }

  /** The next CALL of the gateway. */
  nextCall(): Promise<StationCall> {
    const call = this.#calls.shift();
    if (call) return Promise.resolve(call);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** CALLs that nobody took yet. */
  get calls(): readonly StationCall[] {
    return this.#calls;
  }

  answer(call: StationCall, payload: object): void {
    this.socket.send(JSON.stringify([3, call.messageId, payload]));
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    this.socket.terminate();
    await once(this.socket, 'close');
  }

  #take(frame: unknown[]): void {
    const messageId = String(frame[1]);
    if (frame[0] !== 2) {
      this.#answers.get(messageId)?.(frame);
      this.#answers.delete(messageId);
      return;
    }
    const payload = frame[3] as Record<string, unknown>;
    const call = { messageId, action: String(frame[2]), payload };
    const next = this.#waiting.shift();
    if (next) next(call);
    else this.#calls.push(call);
  }
}

function openSocket(options: StationOptions): WebSocket {
  const identity = options.identity ?? 'PEREGRINE-BERLIN-1';
  const credentials = `${identity}:${options.password ?? 'sandbox-station-password'}`;
  const authorization =
    options.authorization ?? `Basic ${Buffer.from(credentials).toString('base64')}`;
  const path = options.path ?? `/ocpp/${identity}`;
  return new WebSocket(`ws://127.0.0.1:${options.port}${path}`, options.protocols ?? ['ocpp1.6'], {
    headers: authorization === '' ? {} : { authorization },
    ...options.client,
  });
}

/** A connected station. */
export async function connectScripted(options: StationOptions): Promise<ScriptedStation> {
  const station = new ScriptedStation(options);
  await once(station.socket, 'open');
  return station;
}

/** The HTTP status with which the upgrade is refused; 101 where it is not. */
export async function upgradeStatus(options: StationOptions): Promise<number> {
  const { socket } = new ScriptedStation(options);
  return new Promise((resolve, reject) => {
    socket.on('unexpected-response', (request, response) => {
      request.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('error', reject);
  });
}

import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';

const CALL_TIMEOUT_MS = 30_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

export type Payload = Record<string, unknown>;

/** What a request of the gateway gets: a CALLRESULT, or `undefined` for NotImplemented. */
export type CallHandler = (action: string, payload: Payload) => Payload | undefined;

/** The station's end of OCPP-J 1.6: one CALL under way at a time, connected again when it broke. */
export type OcppLink = {
  /** Sends a CALL; rejects on CALLERROR, timeout, or when the socket is not open. */
  call(action: string, payload: Payload): Promise<Payload>;
  isOpen(): boolean;
  /** Breaks the connection, and keeps it so until `connect`. */
  disconnect(): void;
  connect(): void;
  close(): void;
};

/** The gateway answered a CALL with a CALLERROR. */
export class CallRefused extends Error {}

type Waiting = {
  resolve(payload: Payload): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
};

export function openOcppLink(o: {
  url: string;
  identity: string;
  password: string;
  onCall: CallHandler;
  onOpen(): void;
  log(line: string): void;
}): OcppLink {
  const waiting = new Map<string, Waiting>();
  let socket: WebSocket | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  let retry: NodeJS.Timeout | undefined;
  let isWanted = true;
  let inTurn: Promise<unknown> = Promise.resolve();

  const connect = () => {
    clearTimeout(retry);
    if (!isWanted || socket) return;
    const opened = new WebSocket(`${o.url}/${encodeURIComponent(o.identity)}`, ['ocpp1.6'], {
      headers: { Authorization: `Basic ${btoa(`${o.identity}:${o.password}`)}` },
      handshakeTimeout: 10_000,
    });
    socket = opened;
    opened.on('open', () => {
      pauseMs = FIRST_PAUSE_MS;
      o.log('connected');
      o.onOpen();
    });
    opened.on('message', (data) => receive(opened, String(data)));
    opened.on('error', (error) => o.log(error.message));
    opened.on('close', () => {
      socket = undefined;
      for (const [id, call] of waiting) fail(id, call, new Error('connection lost'));
      if (!isWanted) return;
      retry = setTimeout(connect, pauseMs);
      pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    });
  };
  const fail = (id: string, call: Waiting, error: Error) => {
    clearTimeout(call.timer);
    waiting.delete(id);
    call.reject(error);
  };
  const receive = (from: WebSocket, text: string) => {
    const frame = JSON.parse(text) as [number, string, ...unknown[]];
    const [kind, id] = frame;
    if (kind === 2) {
      const [, , action, payload] = frame;
      const result = o.onCall(String(action), (payload ?? {}) as Payload);
      from.send(JSON.stringify(result ? [3, id, result] : [4, id, 'NotImplemented', '', {}]));
      return;
    }
    const call = waiting.get(id);
    if (!call) return;
    if (kind === 4) return fail(id, call, new CallRefused(`${frame[2]}: ${frame[3]}`));
    clearTimeout(call.timer);
    waiting.delete(id);
    call.resolve((frame[2] ?? {}) as Payload);
  };
  const send = (action: string, payload: Payload) =>
    new Promise<Payload>((resolve, reject) => {
      if (socket?.readyState !== WebSocket.OPEN) return reject(new Error('not connected'));
      const id = randomUUID();
      const onTimeout = () => fail(id, call, new Error(`${action}: no answer`));
      const call: Waiting = { resolve, reject, timer: setTimeout(onTimeout, CALL_TIMEOUT_MS) };
      waiting.set(id, call);
      socket.send(JSON.stringify([2, id, action, payload]));
    });
  const disconnect = () => {
    isWanted = false;
    clearTimeout(retry);
    socket?.terminate();
  };
  connect();
  return {
    call(action, payload) {
      const answer = inTurn.then(() => send(action, payload));
      // The next call waits for this one, whether it went well or not: its caller hears of it.
      inTurn = answer.then(
        () => undefined,
        () => undefined,
      );
      return answer;
    },
    isOpen: () => socket?.readyState === WebSocket.OPEN,
    disconnect,
    connect() {
      isWanted = true;
      connect();
    },
    close: disconnect,
  };
}

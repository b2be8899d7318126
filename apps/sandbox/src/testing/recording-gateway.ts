import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was sent
export type StationCall = { action: string; payload: any };

/** A gateway of OCPP 1.6J that accepts everything but the tag BLOCKED: the other side in tests. */
export type RecordingGateway = {
  url: string;
  calls: StationCall[];
  handshakes: { path: string; authorization: string; protocol: string }[];
  next(fits: (call: StationCall) => boolean): Promise<StationCall>;
  /** Sends a CALL to the station that connected last. */
  ask(action: string, payload: object): Promise<unknown>;
  /** What happens to a call in the place of an answer. */
  misbehave?: (call: StationCall) => 'refuse' | 'hang-up' | undefined;
  dropConnections(): void;
  close(): Promise<void>;
};

export async function recordingGateway(port = 0): Promise<RecordingGateway> {
  const calls: StationCall[] = [];
  const handshakes: RecordingGateway['handshakes'] = [];
  const waiting: { fits: (call: StationCall) => boolean; resolve: (call: StationCall) => void }[] =
    [];
  const asked = new Map<string, (payload: unknown) => void>();
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  let last: WebSocket | undefined;
  let transactions = 0;
  const answer = ({ action, payload }: StationCall) => {
    const status = payload.idTag === 'BLOCKED' ? 'Blocked' : 'Accepted';
    const idTagInfo = { status };
    if (action === 'BootNotification') return { status: 'Accepted', interval: 60, currentTime: '' };
    if (action === 'StartTransaction') {
      transactions += 1;
      return { transactionId: transactions, idTagInfo };
    }
    return action === 'Authorize' ? { idTagInfo } : {};
  };
  server.on('connection', (socket, request) => {
    last = socket;
    const { authorization = '' } = request.headers;
    handshakes.push({ path: request.url ?? '', authorization, protocol: socket.protocol });
    socket.on('message', (data) => {
      const [kind, id, action, payload] = JSON.parse(String(data));
      if (kind !== 2) return asked.get(id)?.(action);
      const call = { action, payload };
      calls.push(call);
      const misdeed = gateway.misbehave?.(call);
      if (misdeed === 'hang-up') return socket.terminate();
      const reply = misdeed ? [4, id, 'InternalError', 'no', {}] : [3, id, answer(call)];
      socket.send(JSON.stringify(reply));
      for (const waiter of waiting.filter(({ fits }) => fits(call))) {
        waiting.splice(waiting.indexOf(waiter), 1);
        waiter.resolve(call);
      }
    });
  });
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  const gateway: RecordingGateway = {
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/ocpp`,
    calls,
    handshakes,
    next(fits) {
      const found = calls.find(fits);
      if (found) return Promise.resolve(found);
      return new Promise((resolve) => waiting.push({ fits, resolve }));
    },
    ask(action, payload) {
      const id = randomUUID();
      last?.send(JSON.stringify([2, id, action, payload]));
      return new Promise((resolve) => asked.set(id, resolve));
    },
    dropConnections() {
      for (const socket of server.clients) socket.terminate();
    },
    close() {
      for (const socket of server.clients) socket.terminate();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
  return gateway;
}

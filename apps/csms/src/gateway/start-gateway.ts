import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { chooseProtocol } from '@peregrine/ocpp';
import { authenticateStation, type Context } from '@peregrine/services';
import { WebSocketServer } from 'ws';
import { causeOf, type Log } from '../log.ts';
import { Connection } from './connection.ts';
import { Connections } from './connections.ts';
import { createHandshakeLimit, type HandshakeLimit } from './handshake-limit.ts';
import { readUpgrade } from './read-upgrade.ts';

const MAX_FRAME_BYTES = 256 * 1024;

export type GatewayOptions = {
  readonly ctx: Context;
  /** 0 takes a free port. */
  readonly port: number;
  /** A name of this process, never used before. */
  readonly node: string;
  readonly log: Log;
  readonly handshakes?: { readonly burst: number; readonly perSecond: number };
  readonly pingEveryMs?: number;
  readonly callTimeoutMs?: number;
};

export type Gateway = {
  readonly port: number;
  connected(): number;
  /** Takes no more stations, says farewell to all, and resolves when they are gone. */
  drain(): Promise<void>;
};

/** Listens for stations on `/ocpp/{identity}` and for health checks on `/healthz`. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const connections = new Connections(options);
  const limit = createHandshakeLimit({
    ...(options.handshakes ?? { burst: 100, perSecond: 20 }),
    now: () => performance.now(),
  });
  const state = { draining: false };
  const server = createServer((request, response) => {
    const { status, body } = answerPlain(request, state.draining);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  const sockets = createSockets();
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    admit(
      { options, connections, limit, draining: state.draining, sockets },
      request,
      socket,
      head,
    ).catch((error: unknown) => {
      options.log('error', 'upgrade', causeOf(error));
      refuse(socket, 503);
    });
  });
  await connections.start();
  const port = await listen(server, options.port);
  return {
    port,
    connected: () => connections.size,
    async drain() {
      state.draining = true;
      server.close();
      server.closeIdleConnections();
      await connections.drain();
    },
  };
}

function createSockets(): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => {
      const chosen = chooseProtocol([...offered]);
      if (typeof chosen === 'string') return false;
      // Answered as it was written: some stations compare the letters' case.
      return [...offered].find((name) => name.toLowerCase() === chosen.subprotocol) ?? false;
    },
  });
}

type Door = {
  readonly options: GatewayOptions;
  readonly connections: Connections;
  readonly limit: HandshakeLimit;
  readonly draining: boolean;
  readonly sockets: WebSocketServer;
};

/** Who may not come in learns it at the upgrade, by HTTP status, without details. */
async function admit(
  door: Door,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  const { options, sockets } = door;
  const address = request.socket.remoteAddress ?? '';
  if (door.draining || !door.limit.allows(address)) return refuse(socket, 503);
  const asked = readUpgrade(request);
  if (typeof asked === 'number') return refuse(socket, asked);
  const found = await authenticateStation(options.ctx, asked);
  if (found.kind !== 'known') {
    options.log('warning', found.kind, { identity: asked.identity, address });
    return refuse(socket, found.kind === 'unknown-station' ? 404 : 401);
  }
  const protocol = chooseProtocol(asked.offered);
  if (protocol === 'none-offered') return refuse(socket, 400);
  if (socket.destroyed) return;
  sockets.handleUpgrade(request, socket, head, (accepted) => {
    if (protocol === 'none-supported') {
      accepted.on('error', () => accepted.terminate());
      accepted.close(1002, 'no supported subprotocol');
      return;
    }
    const connection = new Connection({
      ...options,
      stationId: found.stationId,
      identity: asked.identity,
      socket: accepted,
      protocol,
      newMessageId: randomUUID,
    });
    door.connections.add(connection);
  });
}

function refuse(socket: Duplex, status: 400 | 401 | 404 | 503): void {
  const extra =
    status === 401
      ? 'WWW-Authenticate: Basic realm="ocpp"\r\n'
      : status === 503
        ? 'Retry-After: 10\r\n'
        : '';
  const line = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n`;
  socket.end(`${line}${extra}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}

function answerPlain(request: IncomingMessage, draining: boolean) {
  const [path] = (request.url ?? '').split('?', 1);
  if (path === '/healthz') {
    return draining
      ? { status: 503, body: { status: 'draining' } }
      : { status: 200, body: { status: 'ok' } };
  }
  if (path?.startsWith('/ocpp/')) return { status: 426, body: { error: 'WebSocket expected' } };
  return { status: 404, body: { error: 'not found' } };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

import type { StationCommand, StationCommandAnswer } from '@peregrine/domain';
import type { WebSocket } from 'ws';
import { parseFrame } from '../frames.ts';
import type { StationProtocol } from '../protocol.ts';
import { CallQueue } from './call-queue.ts';
import { Inbound, type InboundOptions } from './inbound.ts';

/** After so many bad frames or refused CALLs in a row the peer speaks something else: 1002. */
const BAD_IN_A_ROW = 20;
/** After so many unanswered CALLs in a row the socket is taken for a zombie. */
const UNANSWERED_IN_A_ROW = 3;
/** One missing pong means nothing in the field; this many silent pings do. */
const SILENT_PINGS = 3;
/** More unanswered CALLs than this, and we stop reading until they are processed. */
const MOST_WAITING = 64;

export type StationLinkOptions = {
  readonly socket: WebSocket;
  readonly protocol: StationProtocol;
  readonly onEvent: InboundOptions['onEvent'];
  readonly onProblem: InboundOptions['onProblem'];
  readonly newMessageId: () => string;
  /** At most 50 s: middle boxes cut silent sockets from 60 s on. */
  readonly pingEveryMs?: number;
  readonly callTimeoutMs?: number;
};

/** One connection of one station, in the version that it chose at the handshake. */
export type StationLink = {
  /** Waits for its turn, writes the CALL once, answers when the station did (or did not). */
  send(command: StationCommand): Promise<StationCommandAnswer>;
  /** Resolves when all CALLs of the station received so far are answered. */
  idle(): Promise<unknown>;
  close(code: number, reason: string): void;
};

/** Takes over an accepted socket: frames in, events out; commands in, frames out; liveness. */
export function openStationLink(options: StationLinkOptions): StationLink {
  const { socket, protocol } = options;
  const write = (frame: string) => {
    if (socket.readyState === socket.OPEN) socket.send(frame);
  };
  const calls = new CallQueue({
    protocol,
    write,
    newMessageId: options.newMessageId,
    timeoutMs: options.callTimeoutMs ?? 30_000,
  });
  const inbound = new Inbound({ ...options, write });
  watchLiveness(socket, options.pingEveryMs ?? 45_000);

  socket.on('message', (data, isBinary) => {
    const frame = isBinary ? undefined : parseFrame(data.toString());
    if (frame === undefined) {
      inbound.takeBad({ kind: 'bad', fault: 'protocol', reason: 'a binary frame' });
    } else if (frame.kind === 'call') {
      inbound.takeCall(frame);
      holdBack(socket, inbound);
    } else if (frame.kind === 'result') calls.takeResult(frame.messageId, frame.payload);
    else if (frame.kind === 'error') calls.takeError(frame.messageId, frame.code, frame.text);
    else inbound.takeBad(frame);
    if (inbound.badInARow >= BAD_IN_A_ROW) socket.close(1002, 'too many bad frames');
  });
  socket.on('close', () => calls.close());
  // ws closes the socket after its own error (too big, bad UTF-8, bad RSV bits); it is told here.
  socket.on('error', (cause) => {
    options.onProblem({ kind: 'bad-frame', reason: cause.message, cause });
  });

  return {
    async send(command) {
      const answer = await calls.send(command);
      if (calls.unansweredInARow >= UNANSWERED_IN_A_ROW) socket.close(1011, 'no answers');
      return answer;
    },
    idle: () => inbound.idle(),
    close: (code, reason) => socket.close(code, reason),
  };
}

/** Back pressure: a flood waits in the kernel's buffers, not in our memory. */
function holdBack(socket: WebSocket, inbound: Inbound): void {
  if (inbound.waiting <= MOST_WAITING || socket.isPaused) return;
  socket.pause();
  void inbound.idle().then(() => socket.resume());
}

/** Pings, and ends a socket that showed no sign of life for several pings: any frame is a sign. */
function watchLiveness(socket: WebSocket, pingEveryMs: number): void {
  let silent = 0;
  const alive = () => {
    silent = 0;
  };
  for (const sign of ['message', 'ping', 'pong'] as const) socket.on(sign, alive);
  const timer = setInterval(() => {
    if (silent >= SILENT_PINGS) socket.terminate();
    else if (socket.readyState === socket.OPEN) socket.ping();
    silent += 1;
  }, pingEveryMs);
  socket.on('close', () => clearInterval(timer));
}

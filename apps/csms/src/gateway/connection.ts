import type { ReceivedStationEvent, StationAnswer } from '@peregrine/domain';
import { openStationLink, type StationLink, type StationProtocol } from '@peregrine/ocpp';
import {
  acceptStationEvents,
  answerStationCommand,
  type Context,
  connectStation,
  disconnectStation,
  nextStationCommand,
} from '@peregrine/services';
import type { WebSocket } from 'ws';
import { causeOf, type Log } from '../log.ts';

export type ConnectionOptions = {
  readonly ctx: Context;
  readonly node: string;
  readonly stationId: string;
  readonly identity: string;
  readonly socket: WebSocket;
  readonly protocol: StationProtocol;
  readonly newMessageId: () => string;
  readonly log: Log;
  readonly pingEveryMs?: number | undefined;
  readonly callTimeoutMs?: number | undefined;
};

/** One accepted socket of one station: its events go to the house, the house's commands to it. */
export class Connection {
  readonly stationId: string;
  readonly closed: Promise<void>;
  readonly #options: ConnectionOptions;
  readonly #ctx: Context;
  readonly #link: StationLink;
  readonly #ready: Promise<number>;
  /** Undefined until the house has taken the connection. */
  epoch: number | undefined;
  #open = true;
  #pump: Promise<void> | undefined;
  #wokenAgain = false;

  constructor(options: ConnectionOptions) {
    const { stationId, identity, node, protocol, socket } = options;
    this.stationId = stationId;
    this.#options = options;
    this.#ctx = { ...options.ctx, actor: { kind: 'station', stationId, identity } };
    const connecting = { stationId, node, protocol: protocol.subprotocol };
    this.#ready = connectStation(this.#ctx, connecting).then(({ epoch }) => epoch);
    this.#link = openStationLink({
      socket,
      protocol,
      newMessageId: options.newMessageId,
      onEvent: (received) => this.#accept(received),
      onProblem: ({ kind, reason, cause }) => {
        const details = cause === undefined ? {} : causeOf(cause);
        options.log(kind === 'failed-event' ? 'error' : 'warning', kind, {
          identity,
          reason,
          ...details,
        });
      },
      ...(options.pingEveryMs && { pingEveryMs: options.pingEveryMs }),
      ...(options.callTimeoutMs && { callTimeoutMs: options.callTimeoutMs }),
    });
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#open = false;
        void this.#farewell().then(resolve);
      });
    });
    this.#ready.then(
      (epoch) => {
        this.epoch = epoch;
        this.wake();
      },
      (error: unknown) => {
        options.log('error', 'connect', { identity, ...causeOf(error) });
        this.#link.close(1011, 'try again later');
      },
    );
  }

  /** Commands may wait: looks, and sends them one after the other. */
  wake(): void {
    this.#wokenAgain = true;
    this.#pump ??= this.#sendAll().finally(() => {
      this.#pump = undefined;
    });
  }

  /** A newer socket of the station took over, or we are leaving: what came is still answered. */
  async close(code: number, reason: string): Promise<void> {
    const { socket } = this.#options;
    await Promise.race([this.#link.idle(), pause(CLOSE_PATIENCE_MS)]);
    this.#link.close(code, reason);
    const terminate = setTimeout(() => socket.terminate(), CLOSE_PATIENCE_MS);
    await this.closed;
    clearTimeout(terminate);
    await this.#pump;
  }

  async #accept(received: ReceivedStationEvent): Promise<StationAnswer> {
    await this.#ready;
    const events = [received];
    const [answer] = await acceptStationEvents(this.#ctx, { stationId: this.stationId, events });
    if (!answer) throw new Error('an event got no answer');
    return answer;
  }

  /** Never rejects: what failed is tried again at the next look. */
  async #sendAll(): Promise<void> {
    try {
      while (this.#wokenAgain && this.#open) {
        this.#wokenAgain = false;
        await this.#sendWaiting();
      }
    } catch (error) {
      const { identity } = this.#options;
      this.#options.log('error', 'commands', { identity, ...causeOf(error) });
    }
  }

  async #sendWaiting(): Promise<void> {
    const { stationId } = this;
    const epoch = await this.#ready;
    while (this.#open) {
      const claimed = await nextStationCommand(this.#ctx, { stationId, epoch });
      if (!claimed) return;
      const { stationCommandId, command } = claimed;
      const answer = await this.#link.send(command);
      await answerStationCommand(this.#ctx, { stationCommandId, answer });
    }
  }

  async #farewell(): Promise<void> {
    const { stationId } = this;
    const { identity, log } = this.#options;
    try {
      await disconnectStation(this.#ctx, { stationId, epoch: await this.#ready });
    } catch (error) {
      // Nobody vouches for the station any more: it counts as away after a minute all the same.
      log('error', 'disconnect', { identity, ...causeOf(error) });
    }
  }
}

const CLOSE_PATIENCE_MS = 2_000;

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}

import {
  type Context,
  stationsWithCommands,
  sweepStations,
  vouchForStations,
} from '@peregrine/services';
import { causeOf, type Log } from '../log.ts';
import type { Connection } from './connection.ts';

/** A look at the tables now and then makes up for notifications that were lost. */
const LOOK_EVERY_MS = 5_000;
/** Farewells on a restart are spread, so that not all stations come back in one second. */
const STAGGER_MS = 25;
const LONGEST_STAGGER_MS = 3_000;

/** The sockets of this process, at most one a station: the newest. */
export class Connections {
  readonly #ctx: Context;
  readonly #node: string;
  readonly #log: Log;
  readonly #live = new Map<string, Connection>();
  readonly #all = new Set<Connection>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #unsubscribe: (() => Promise<void>) | undefined;

  constructor(options: { ctx: Context; node: string; log: Log }) {
    this.#ctx = options.ctx;
    this.#node = options.node;
    this.#log = options.log;
  }

  get size(): number {
    return this.#live.size;
  }

  async start(): Promise<void> {
    this.#unsubscribe = await this.#ctx.db.subscribe((event) => {
      if (event === 'reconnected') this.#look();
      else if (event.topic === 'station-command') this.#live.get(event.id)?.wake();
    });
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  /** Compares by object: the late end of an old socket must not evict the new one. */
  add(connection: Connection): void {
    const older = this.#live.get(connection.stationId);
    this.#live.set(connection.stationId, connection);
    this.#all.add(connection);
    void older?.close(1000, 'a newer connection took over');
    void connection.closed.then(() => {
      this.#all.delete(connection);
      if (this.#live.get(connection.stationId) === connection) {
        this.#live.delete(connection.stationId);
      }
    });
  }

  /** 1012: the service restarts, come back. */
  async drain(): Promise<void> {
    clearInterval(this.#timer);
    await this.#unsubscribe?.();
    await this.#looking;
    const all = [...this.#all];
    const step = Math.min(STAGGER_MS, LONGEST_STAGGER_MS / Math.max(1, all.length));
    await Promise.all(
      all.map(async (connection, index) => {
        await new Promise((resolve) => setTimeout(resolve, index * step));
        await connection.close(1012, 'restarting');
      }),
    );
  }

  #look(): void {
    this.#looking = this.#looking.then(() => this.#lookOnce());
  }

  async #lookOnce(): Promise<void> {
    const node = this.#node;
    try {
      const held = [...this.#live.values()].flatMap(({ stationId, epoch }) =>
        epoch === undefined ? [] : [{ stationId, epoch }],
      );
      await vouchForStations(this.#ctx, { node, held });
      for (const stationId of await stationsWithCommands(this.#ctx, { node })) {
        this.#live.get(stationId)?.wake();
      }
      await sweepStations(this.#ctx);
    } catch (error) {
      this.#log('error', 'look', causeOf(error));
    }
  }
}

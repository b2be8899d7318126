import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from '../generated/client.ts';
import type { DomainEvent, EventHandler } from '../notifications/domain-event.ts';
import { createListener } from '../notifications/listen.ts';
import { publishEvents } from '../notifications/publish-events.ts';
import { createGate } from './gate.ts';
import { runHot } from './run-hot.ts';
import type { HotClient } from './statement.ts';

/** Prisma inside a transaction, or outside one for plain reads. */
export type Tx = Prisma.TransactionClient;

/** The only door to PostgreSQL: transactions, plain reads, and events. */
export type Database = {
  /**
   * A Prisma transaction, READ COMMITTED. It commits when `fn` resolves; anything thrown rolls it
   * back. No network call inside. Never nest, and never mix with `hot`: they see other transactions.
   */
  tx<T>(fn: (tx: Tx) => Promise<T>): Promise<T>;
  /** Prisma outside a transaction. */
  readonly read: Tx;
  /** One pg connection in BEGIN..COMMIT, for the hot paths. */
  hot<T>(fn: (client: HotClient) => Promise<T>): Promise<T>;
  /**
   * Tells every process, after the commit, outside a transaction. Events are hints that receivers
   * make up for by polling: a failure is reported to `onConnectionError`, never thrown.
   */
  publish(events: readonly DomainEvent[]): Promise<void>;
  /**
   * Hears what is published from now on; `'reconnected'` says that some may have been missed.
   * Answers how to stop. All subscribers share one LISTEN connection.
   */
  subscribe(handler: EventHandler): Promise<() => Promise<void>>;
  /** Ends all connections; waits for the running transactions. */
  close(): Promise<void>;
};

export type DatabaseOptions = {
  readonly url: string;
  /** Connections beside the one that listens; 10 when absent, at least 2. */
  readonly poolSize?: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** Told of broken connections and lost events, which heal by themselves; stderr when absent. */
  readonly onConnectionError?: (error: Error) => void;
};

// Prisma's own limits: waiting for a connection, and the length of one transaction.
const TRANSACTION_LIMITS = { maxWait: 10_000, timeout: 20_000 } as const;

export function openDatabase(options: DatabaseOptions): Database {
  const size = Math.max(2, options.poolSize ?? 10);
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.applicationName,
    max: size,
    connectionTimeoutMillis: 10_000,
    // A verb that hangs inside its transaction must not keep its locks.
    idle_in_transaction_session_timeout: 60_000,
    // Restarts of PostgreSQL break idle connections; they are replaced on the next query.
    idleTimeoutMillis: 30_000,
  });
  const onError = options.onConnectionError ?? reportTo(options.applicationName);
  pool.on('error', onError);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' });
  // One connection stays free for reads, so that transactions cannot starve what they wait for.
  const gate = createGate(size - 1);
  const listener = createListener(options.url, `${options.applicationName}-listen`, onError);

  return {
    tx: (fn) =>
      gate(() =>
        prisma.$transaction(fn, { ...TRANSACTION_LIMITS, isolationLevel: 'ReadCommitted' }),
      ),
    read: prisma,
    hot: (fn) => gate(() => runHot(pool, fn)),
    publish: (events) => publishEvents(pool, events).catch(onError),
    subscribe: (handler) => listener.subscribe(handler),
    async close() {
      await listener.close();
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

function reportTo(applicationName: string): (error: Error) => void {
  return ({ message }) => {
    process.stderr.write(`${JSON.stringify({ app: applicationName, database: message })}\n`);
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { EVENT_CHANNEL, type EventHandler, parseEvents } from './domain-event.ts';

export type Listener = {
  subscribe(handler: EventHandler): Promise<() => Promise<void>>;
  close(): Promise<void>;
};

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 3_000;

/**
 * One LISTEN connection for all subscribers of a process: opened with the first, kept until `close`.
 * When it breaks it comes back by itself and says `'reconnected'`.
 */
export function createListener(
  url: string,
  applicationName: string,
  onError: (error: Error) => void,
): Listener {
  const handlers = new Set<EventHandler>();
  let connection: pg.Client | undefined;
  let opening: Promise<void> | undefined;
  let closed = false;

  const tell = (event: Parameters<EventHandler>[0]) => {
    for (const handler of handlers) handler(event);
  };

  const open = async () => {
    const client = new pg.Client({
      connectionString: url,
      application_name: applicationName,
      keepAlive: true,
    });
    let lost = false;
    const onLost = (error: Error) => {
      if (lost) return;
      lost = true;
      if (connection !== client) return;
      connection = undefined;
      opening = undefined;
      onError(error);
      if (!closed) void reopen();
    };
    client.on('error', onLost);
    client.on('end', () => onLost(new Error('the LISTEN connection ended')));
    client.on('notification', ({ payload }) => {
      for (const event of parseEvents(payload ?? '') ?? []) tell(event);
    });
    await client.connect();
    await client.query(`LISTEN ${EVENT_CHANNEL}`);
    if (lost) throw new Error('the LISTEN connection ended at once');
    connection = client;
    if (closed) await client.end();
  };

  const reopen = async () => {
    for (let waitMs = FIRST_RETRY_MS; !closed; waitMs = Math.min(waitMs * 2, LAST_RETRY_MS)) {
      await sleep(waitMs, undefined, { ref: false });
      try {
        opening = open();
        await opening;
        tell('reconnected');
        return;
      } catch (error) {
        onError(error as Error);
      }
    }
  };

  return {
    async subscribe(handler) {
      // A failed first attempt is the caller's to know, and the next subscriber tries anew.
      opening ??= open().catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
      await opening;
      handlers.add(handler);
      return async () => {
        handlers.delete(handler);
      };
    },
    async close() {
      closed = true;
      handlers.clear();
      const last = connection;
      connection = undefined;
      await last?.end();
    },
  };
}

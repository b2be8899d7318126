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
  let opening: Promise<pg.Client> | undefined;
  let closed = false;

  const tell: EventHandler = (event) => {
    for (const handler of handlers) handler(event);
  };
  const open = () => connect({ url, applicationName, tell, onLost });

  const onLost = (error: Error) => {
    if (closed) return;
    onError(error);
    opening = reopen();
  };

  const reopen = async (): Promise<pg.Client> => {
    for (let waitMs = FIRST_RETRY_MS; ; waitMs = Math.min(waitMs * 2, LAST_RETRY_MS)) {
      await sleep(waitMs, undefined, { ref: false });
      if (closed) throw new Error('the database was closed');
      try {
        const client = await open();
        tell('reconnected');
        return client;
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
      const client = await opening?.catch(() => undefined);
      await client?.end();
    },
  };
}

type Connection = {
  readonly url: string;
  readonly applicationName: string;
  readonly tell: EventHandler;
  /** Once, after the connection was open and then broke. */
  readonly onLost: (error: Error) => void;
};

async function connect({ url, applicationName, tell, onLost }: Connection): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: applicationName,
    keepAlive: true,
  });
  let state: 'opening' | 'open' | 'lost' = 'opening';
  const onEnd = (error: Error) => {
    const wasOpen = state === 'open';
    state = 'lost';
    if (wasOpen) onLost(error);
  };
  client.on('error', onEnd);
  client.on('end', () => onEnd(new Error('the LISTEN connection ended')));
  client.on('notification', ({ payload }) => {
    for (const event of parseEvents(payload ?? '') ?? []) tell(event);
  });
  try {
    await client.connect();
    await client.query(`LISTEN ${EVENT_CHANNEL}`);
    state = 'open';
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

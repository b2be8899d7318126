import type pg from 'pg';
import { type DomainEvent, EVENT_CHANNEL } from './domain-event.ts';

// PostgreSQL refuses payloads of 8000 bytes and more.
const MAX_PAYLOAD_BYTES = 7_900;

/**
 * NOTIFY in as few payloads as fit, in one statement. Repeated events of one thing become the
 * newest. It takes a database-wide lock at its commit, hence never inside another transaction.
 */
export async function publishEvents(pool: pg.Pool, events: readonly DomainEvent[]): Promise<void> {
  const payloads = packEvents(events);
  if (payloads.length === 0) return;
  await pool.query({
    name: 'publish_events',
    text: 'SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload',
    values: [EVENT_CHANNEL, payloads],
  });
}

export function packEvents(events: readonly DomainEvent[]): string[] {
  const newest = new Map<string, DomainEvent>();
  for (const event of events) {
    const key = `${event.topic} ${event.id}`;
    const known = newest.get(key);
    if (!known || event.version > known.version) newest.set(key, event);
  }
  const payloads: string[] = [];
  let batch: string[] = [];
  let bytes = 2;
  for (const { topic, id, version } of newest.values()) {
    const text = JSON.stringify({ topic, id, version });
    const size = Buffer.byteLength(text) + 1;
    if (batch.length > 0 && bytes + size > MAX_PAYLOAD_BYTES) {
      payloads.push(`[${batch.join(',')}]`);
      batch = [];
      bytes = 2;
    }
    batch.push(text);
    bytes += size;
  }
  if (batch.length > 0) payloads.push(`[${batch.join(',')}]`);
  return payloads;
}

import { insertPartner, testDatabase } from '@peregrine/testkit';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../client/open-database.ts';
import { archiveReceived, type ReceivedMessage } from './archive-received.ts';

const db = await testDatabase();
const edge = openDatabase({ url: db.edgeUrl, applicationName: 'edge' });
afterAll(async () => {
  await edge.close();
  await db.close();
});
const partner = await db.database.tx((tx) => insertPartner(tx));

const message = (objectKey: string, receivedAt: string): ReceivedMessage => ({
  partnerId: partner.id,
  module: 'sessions',
  objectKey,
  body: '{"id": "é", "kwh": 4.000}',
  hash: 'abc',
  receivedAt: new Date(receivedAt),
});
const placeOf = async (objectKey: string) => {
  const rows = await db.sql<{ place: string }>(
    'SELECT tableoid::regclass::text AS place FROM archive.received WHERE object_key = $1',
    [objectKey],
  );
  return rows[0]?.place;
};

test('messages are kept to the byte, by the endpoint that received them', async () => {
  await edge.hot((client) =>
    archiveReceived(client, [
      message('a', '2026-03-01T10:00:00Z'),
      message('b', '2026-03-02T10:00:00Z'),
    ]),
  );
  const rows = await db.sql('SELECT object_key, body FROM archive.received ORDER BY object_key');
  expect(rows).toEqual([
    { object_key: 'a', body: message('a', '2026-03-01T10:00:00Z').body },
    { object_key: 'b', body: message('b', '2026-03-02T10:00:00Z').body },
  ]);
});

test('months are made ahead, take what came before them, and are dropped after 13 months', async () => {
  const roll = (at: string) =>
    db.sql<{ made: string | null; dropped: string | null }>(
      'SELECT made, dropped FROM archive.roll_partitions($1)',
      [at],
    );
  await edge.hot((client) => archiveReceived(client, [message('early', '2031-01-15T00:00:00Z')]));
  expect(await placeOf('early')).toBe('archive.received_other');
  const made = (await roll('2031-01-31T23:30:00Z')).map((row) => row.made).filter(Boolean);
  expect(made).toEqual(['received_2031_01', 'received_2031_02', 'received_2031_03']);
  expect(await placeOf('early')).toBe('archive.received_2031_01');
  await edge.hot((client) => archiveReceived(client, [message('later', '2031-02-28T23:59:59Z')]));
  expect(await placeOf('later')).toBe('archive.received_2031_02');
  expect(await roll('2031-01-31T23:30:00Z')).toEqual([]);
  const dropped = (await roll('2032-03-01T00:00:00Z')).map((row) => row.dropped).filter(Boolean);
  expect(dropped).toContain('received_2031_01');
  expect(dropped).not.toContain('received_2031_02');
  expect(await placeOf('early')).toBeUndefined();
  expect(await placeOf('later')).toBe('archive.received_2031_02');
});

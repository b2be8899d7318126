import { testDatabase } from '@peregrine/testkit';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';

const db = await testDatabase();
const app = new pg.Pool({ connectionString: db.appUrl, max: 1 });
const edge = new pg.Pool({ connectionString: db.edgeUrl, max: 1 });
afterAll(async () => {
  await app.end();
  await edge.end();
  await db.close();
});

const DENIED = /permission denied/;
const rights = (role: string) =>
  db.sql<{ name: string; may: string[] }>(
    `SELECT relname AS name, array_remove(ARRAY[
        CASE WHEN has_table_privilege($1, c.oid, 'SELECT') THEN 'select' END,
        CASE WHEN has_table_privilege($1, c.oid, 'INSERT') THEN 'insert' END,
        CASE WHEN has_table_privilege($1, c.oid, 'UPDATE') THEN 'update' END,
        CASE WHEN has_table_privilege($1, c.oid, 'DELETE') THEN 'delete' END], NULL) AS may
      FROM pg_class AS c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
    [role],
  );

test('app reads and adds to every table, and deletes nothing that is kept', async () => {
  const tables = new Map((await rights('app')).map(({ name, may }) => [name, may]));
  expect(tables.get('_prisma_migrations')).toEqual([]);
  tables.delete('_prisma_migrations');
  for (const [name, may] of tables)
    expect(may, name).toEqual(expect.arrayContaining(['select', 'insert']));
  for (const name of ['invoice', 'invoice_line', 'posting', 'cdr', 'audit_entry', 'quote']) {
    expect(tables.get(name), name).not.toContain('delete');
  }
  await expect(app.query('UPDATE posting SET amount_minor = 0')).rejects.toThrow(DENIED);
  await expect(app.query('DROP TABLE partner')).rejects.toThrow(/must be owner/);
  await expect(app.query('CREATE TABLE mine (a int)')).rejects.toThrow(DENIED);
  await expect(app.query('DELETE FROM archive.received')).rejects.toThrow(DENIED);
});

test('edge cannot see documents, payments, sign-ins, e-mail addresses or stations', async () => {
  const tables = new Map((await rights('edge')).map(({ name, may }) => [name, may]));
  const hidden = ['invoice', 'invoice_line', 'invoice_series', 'posting', 'payment_attempt'];
  hidden.push('payment_method', 'payment_profile', 'webhook_event', 'auth_session');
  hidden.push('verification_token', 'charging_station', 'station_command', 'station_transaction');
  hidden.push('worker_heartbeat', 'user', '_prisma_migrations');
  for (const name of hidden) {
    expect(tables.get(name), name).toEqual([]);
    await expect(edge.query(`SELECT * FROM "${name}"`), name).rejects.toThrow(DENIED);
  }
  await expect(edge.query('SELECT email FROM "user"')).rejects.toThrow(DENIED);
  await expect(edge.query('SELECT id, role, locale FROM "user"')).resolves.toMatchObject({
    rows: [],
  });
});

test('edge keeps what partners send, and takes nothing of it away', async () => {
  const tables = new Map((await rights('edge')).map(({ name, may }) => [name, may]));
  expect(tables.get('location')).toEqual(['select', 'insert', 'update', 'delete']);
  for (const name of ['session', 'charge', 'cdr', 'tariff_version']) {
    expect(tables.get(name), name).toEqual(['select', 'insert', 'update']);
  }
  for (const name of ['token', 'quote', 'plan_version'])
    expect(tables.get(name)).toEqual(['select']);
  await expect(edge.query('DELETE FROM cdr')).rejects.toThrow(DENIED);
  await expect(edge.query('INSERT INTO partner (name) VALUES (1)')).rejects.toThrow(DENIED);
});

test('edge adds jobs through our function and reaches no table of the queue', async () => {
  await edge.query(`SELECT enqueue_job('sweep', '{}', NULL, NULL, NULL)`);
  const jobs = 'SELECT id FROM graphile_worker._private_jobs';
  await expect(edge.query(jobs)).rejects.toThrow(DENIED);
  await expect(edge.query(`SELECT graphile_worker.add_job('x')`)).rejects.toThrow(DENIED);
  expect((await app.query(jobs)).rows).toHaveLength(1);
});

test('strangers who are given a login may do nothing', async () => {
  const tables = await rights('public');
  expect(tables.filter(({ may }) => may.length > 0)).toEqual([]);
});

import type pg from 'pg';
import type { HotClient, Statement } from './statement.ts';

/**
 * Runs `fn` between BEGIN and COMMIT on one connection; rolls back and rethrows when it fails.
 * A connection that broke, or whose rollback failed, is thrown away.
 */
export async function runHot<T>(pool: pg.Pool, fn: (client: HotClient) => Promise<T>): Promise<T> {
  const connection = await pool.connect();
  // Without a listener a connection that breaks between two queries would end the process.
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  connection.on('error', onError);
  try {
    await connection.query('BEGIN');
    const result = await fn(hotClientOf(connection));
    await connection.query('COMMIT');
    return result;
  } catch (error) {
    await connection.query('ROLLBACK').catch((failure: Error) => {
      broken ??= failure;
    });
    throw error;
  } finally {
    connection.removeListener('error', onError);
    connection.release(broken);
  }
}

function hotClientOf(connection: pg.PoolClient): HotClient {
  return {
    async query<Row extends object>(statement: Statement) {
      const { name, text, values } = statement;
      const config = { text, values: [...(values ?? [])], ...(name === undefined ? {} : { name }) };
      const { rows, rowCount } = await connection.query<Row>(config);
      return { rows, rowCount: rowCount ?? 0 };
    },
  };
}

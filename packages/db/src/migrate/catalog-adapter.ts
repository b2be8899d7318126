import type { EventEmitter } from 'node:events';
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';

// Three gaps of @prisma/adapter-pg as a driver of the schema engine, which reads the catalogs:
// it knows neither the type `"char"` nor arrays of `name`, and it splits scripts at semicolons.

// pg_type.h
const CHAR = 18;
const AS_KNOWN = new Map([
  [CHAR, 25],
  [1003, 1009],
]);
const CHAR_MARK = '\u0000char';

/** A pg client that tells the adapter known types; marks columns of `"char"` in their name. */
export class CatalogClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // pg's wire connection, not in its types; ours is the first listener, so the query sees it.
    const { connection } = this as unknown as { connection: EventEmitter };
    connection.on('rowDescription', (message: { fields: Field[] }) => {
      for (const field of message.fields) {
        if (field.dataTypeID === CHAR) field.name += CHAR_MARK;
        field.dataTypeID = AS_KNOWN.get(field.dataTypeID) ?? field.dataTypeID;
      }
    });
  }
}
type Field = { name: string; dataTypeID: number };

/** The adapter, made fit for the schema engine. `pool` is the one that it was made with. */
export function forSchemaEngine(
  factory: SqlMigrationAwareDriverAdapterFactory,
  pool: pg.Pool,
): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => patch(await factory.connect(), pool),
    // Nothing of ours asks for a shadow database: drafts are made in a migrated one.
    connectToShadowDb: () => factory.connectToShadowDb(),
  };
}

function patch(adapter: SqlDriverAdapter, pool: pg.Pool): SqlDriverAdapter {
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    result.columnNames.forEach((name, index) => {
      if (!name.endsWith(CHAR_MARK)) return;
      result.columnNames[index] = name.slice(0, -CHAR_MARK.length);
      result.columnTypes[index] = ColumnTypeEnum.Character;
    });
    return result;
  };
  // Sent whole, function bodies stay in one piece and a migration is one transaction.
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (error) {
      throw error instanceof pg.DatabaseError ? asAdapterError(error) : error;
    }
  };
  return adapter;
}

/** As the adapter says it, so that the engine names what PostgreSQL refused. */
function asAdapterError(error: pg.DatabaseError): DriverAdapterError {
  const { code = 'N/A', severity = 'N/A', message, detail, column, hint } = error;
  return new DriverAdapterError({
    kind: 'postgres',
    originalCode: code,
    originalMessage: message,
    code,
    severity,
    message,
    detail,
    column,
    hint,
  });
}

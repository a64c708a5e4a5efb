import type { Pool } from 'mysql2';
import type {
  PoolConnection,
  Pool as PromisePool,
  ResultSetHeader,
  RowDataPacket,
} from 'mysql2/promise';
import type { DataSource, EntityManager } from 'typeorm';
import { logger } from '../platform/logging/logger.js';
import { type Client, type Connections, connectionsOf } from './connections.js';
import { createDataSource } from './data-source.js';
import { logged } from './logged.js';
import { migrationsIn } from './migrations-in.js';
import { sessionStatements, timeoutStatement } from './session.js';

/**
 * TypeORM's entity manager over the pool or over one transaction. Its own `transaction` is left out on purpose:
 * `transaction()` of transaction.ts is the one that nests, and that `afterCommit` knows of.
 */
export type Database = Omit<EntityManager, 'transaction'>;

/** The isolation levels in SQL's words, and in TypeORM's. */
const isolationLevels = {
  'read committed': 'READ COMMITTED',
  'repeatable read': 'REPEATABLE READ',
  serializable: 'SERIALIZABLE',
} as const;

export type IsolationLevel = keyof typeof isolationLevels;

export interface Rows {
  readonly rows: Record<string, unknown>[];
  /** How many rows the statement changed. One that inserts or else updates a row counts an update twice. */
  readonly affectedRows: number;
}

/** What statements run on: the pool, or one transaction. */
export interface Connection {
  readonly database: Database;
  /** Runs one statement of raw SQL, with `?` for its parameters. */
  query(sql: string, params?: readonly unknown[]): Promise<Rows>;
}

export type Driver = Awaited<ReturnType<typeof createDriver>>;

const migrationTimeoutSeconds = 600;

/** Throws when the database behind the pool can't be reached. */
export async function createDriver(pool: Pool, statementTimeoutMs: number) {
  pool.on('connection', (connection) => {
    for (const sql of sessionStatements(statementTimeoutMs)) {
      connection.query(sql, (error) => {
        if (error === null) return;
        logger.error({ err: error }, 'A connection to the database could not be set up');
        connection.destroy();
      });
    }
  });
  const connections = await connectionsOf(pool);
  const dataSource = await initialized(connections);

  return {
    ...connectionOn(dataSource.manager, logged(pool.promise())),
    /** Runs `work` between begin and commit, or rolls back and throws what it threw. */
    transaction: async <T>(
      work: (connection: Connection) => Promise<T>,
      isolation?: IsolationLevel,
    ): Promise<T> => {
      const runner = dataSource.createQueryRunner();
      const client: Client = await runner.connect();
      try {
        await runner.startTransaction(isolation && isolationLevels[isolation]);
        const result = await work(connectionOn(runner.manager, client.promise()));
        await runner.commitTransaction();
        return result;
      } catch (error) {
        client.forget();
        await runner.rollbackTransaction().catch(client.destroy);
        throw error;
      } finally {
        await runner.release();
      }
    },
    /** Applies the migrations of a folder that are not applied yet, in order, and one process at a time. */
    migrate: async (folder: string): Promise<void> => {
      const client = await connections.acquire();
      try {
        await migrateOn(client, connections, folder);
      } finally {
        // Closing the connection gives the lock back, and the statement timeout too.
        client.destroy();
      }
    },
    close: () => dataSource.destroy(),
  };
}

async function initialized(connections: Connections): Promise<DataSource> {
  try {
    return await createDataSource(connections).initialize();
  } catch (error) {
    await connections.end();
    throw error;
  }
}

async function migrateOn(client: Client, connections: Connections, folder: string): Promise<void> {
  const statements = client.promise();
  await statements.query(timeoutStatement(0));
  const [[row]] = await statements.query<RowDataPacket[]>(
    `select get_lock(concat(left(database(), 50), '.migrations'), ?) as locked`,
    [migrationTimeoutSeconds],
  );
  if (row?.locked !== 1) throw new Error('Another process migrates, and does not end.');
  const migrator = createDataSource(
    {
      ...connections,
      acquire: async () => ({ ...client, release: () => {} }),
      end: async () => {},
    },
    await migrationsIn(folder),
  );
  await migrator.initialize();
  await migrator.runMigrations({ transaction: 'each' });
}

function connectionOn(database: Database, client: PromisePool | PoolConnection): Connection {
  return {
    database,
    query: async (sql, params = []) => {
      const [result] = await client.query<RowDataPacket[] | ResultSetHeader>(sql, [...params]);
      return Array.isArray(result)
        ? { rows: result, affectedRows: 0 }
        : { rows: [], affectedRows: result.affectedRows };
    },
  };
}

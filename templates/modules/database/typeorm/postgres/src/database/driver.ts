import type pg from 'pg';
import type { EntityManager } from 'typeorm';
import { logger } from '../platform/logging/logger.js';
import { connectionsOf, createDataSource } from './data-source.js';
import { logged } from './logged.js';
import { migrationsIn } from './migrations-in.js';

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
}

/** What statements run on: the pool, or one transaction. */
export interface Connection {
  readonly database: Database;
  /** Runs raw SQL. Several statements at once are possible without parameters; the last one's rows count. */
  query(sql: string, params?: readonly unknown[]): Promise<Rows>;
}

export type Driver = Awaited<ReturnType<typeof createDriver>>;

/** Any number will do, as long as all deployments of this project use the same one. */
const migrationLock = 7_203_114_508;

/** Throws when the database behind the pool can't be reached. */
export async function createDriver(pool: pg.Pool) {
  pool.on('connect', (client) => client.on('error', reportLostConnection));
  pool.on('error', reportLostConnection);
  const dataSource = createDataSource(connectionsOf(pool));
  try {
    await dataSource.initialize();
  } catch (error) {
    if (!pool.ended) await pool.end();
    throw error;
  }

  return {
    ...connectionOn(dataSource.manager, logged(pool)),
    /** Runs `work` between begin and commit, or rolls back and throws what it threw. */
    transaction: async <T>(
      work: (connection: Connection) => Promise<T>,
      isolation?: IsolationLevel,
    ): Promise<T> => {
      const runner = dataSource.createQueryRunner();
      const client: pg.PoolClient = await runner.connect();
      try {
        await runner.startTransaction(isolation && isolationLevels[isolation]);
        const result = await work(connectionOn(runner.manager, client));
        await runner.commitTransaction();
        return result;
      } catch (error) {
        // A connection that can't roll back is lost, and the pool drops it by itself.
        await runner.rollbackTransaction().catch(() => {});
        throw error;
      } finally {
        await runner.release();
      }
    },
    /** Applies the migrations of a folder that are not applied yet, in order, and one process at a time. */
    migrate: async (folder: string): Promise<void> => {
      const client = await pool.connect();
      const migrator = createDataSource(
        { acquire: async () => [client, () => {}], end: async () => {} },
        await migrationsIn(folder),
      );
      try {
        await client.query('set statement_timeout = 0');
        await client.query('select pg_advisory_lock($1::bigint)', [migrationLock]);
        await migrator.initialize();
        await migrator.runMigrations({ transaction: 'each' });
      } finally {
        // Closing the connection gives the lock back, and the statement timeout too.
        client.release(true);
      }
    },
    close: () => dataSource.destroy(),
  };
}

/** Without a listener, a connection that the server closes would end the process. */
function reportLostConnection(error: Error): void {
  logger.warn({ err: error }, 'A connection to the database was lost');
}

function connectionOn(database: Database, client: pg.Pool | pg.PoolClient): Connection {
  return {
    database,
    query: async (sql, params = []) => {
      const result: Rows | Rows[] = await client.query(sql, [...params]);
      return Array.isArray(result) ? (result.at(-1) ?? { rows: [] }) : result;
    },
  };
}

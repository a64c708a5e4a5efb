import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type pg from 'pg';
import { logger } from '../platform/logging/logger.js';
import { drizzleOptions } from './drizzle-options.js';
import { logged } from './logged.js';
import type * as schema from './schema.js';

/**
 * Drizzle over the pool or over one transaction. Drizzle's own `transaction` is left out on purpose:
 * `transaction()` of transaction.ts is the one that nests, and that `afterCommit` knows of.
 */
export type Database = Omit<NodePgDatabase<typeof schema>, 'transaction'>;

export type IsolationLevel = 'read committed' | 'repeatable read' | 'serializable';

export interface Rows {
  readonly rows: Record<string, unknown>[];
}

/** What statements run on: the pool, or one transaction. */
export interface Connection {
  readonly database: Database;
  /** Runs raw SQL. Several statements at once are possible without parameters; the last one's rows count. */
  query(sql: string, params?: readonly unknown[]): Promise<Rows>;
}

export interface Driver extends Connection {
  /** Runs `work` between begin and commit, or rolls back and throws what it threw. */
  transaction<T>(
    work: (connection: Connection) => Promise<T>,
    isolation?: IsolationLevel,
  ): Promise<T>;
  /** Applies the migrations of a folder that are not applied yet, in order, and one process at a time. */
  migrate(folder: string): Promise<void>;
  close(): Promise<void>;
}

/** A connection of the pool, and what is made of it once for all the transactions that it will see. */
interface Client {
  readonly client: pg.PoolClient;
  readonly connection: Connection;
}

/** Any number will do, as long as all deployments of this project use the same one. */
const migrationLock = 7_203_114_508;

/** Throws when the database behind the pool can't be reached. */
export async function createDriver(pool: pg.Pool): Promise<Driver> {
  pool.on('connect', (client) => client.on('error', reportLostConnection));
  pool.on('error', reportLostConnection);
  const shared = connectionOn(logged(pool));
  try {
    await shared.query('select 1');
  } catch (error) {
    await pool.end();
    throw error;
  }

  const clients = new WeakMap<pg.PoolClient, Client>();
  const acquire = async (): Promise<Client> => {
    const acquired = await pool.connect();
    const known = clients.get(acquired);
    if (known !== undefined) return known;
    const client = logged(acquired);
    const added = { client, connection: connectionOn(client) };
    clients.set(acquired, added);
    return added;
  };

  return {
    ...shared,
    transaction: async (work, isolation) => {
      const { client, connection } = await acquire();
      let broken = false;
      try {
        await client.query(
          isolation === undefined ? 'begin' : `begin isolation level ${isolation}`,
        );
        const result = await work(connection);
        const { command } = await client.query('commit');
        if (command === 'ROLLBACK') {
          throw new Error(
            'The transaction was rolled back: a statement failed, and its error was caught.',
          );
        }
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => {
          broken = true;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    migrate: async (folder) => {
      const { client } = await acquire();
      try {
        await client.query('set statement_timeout = 0');
        await client.query('select pg_advisory_lock($1::bigint)', [migrationLock]);
        await migrate(drizzle(client, drizzleOptions()), { migrationsFolder: folder });
      } finally {
        // Closing the connection gives the lock back, and the statement timeout too.
        client.release(true);
      }
    },
    close: () => pool.end(),
  };
}

/** Without a listener, a connection that the server closes would end the process. */
function reportLostConnection(error: Error): void {
  logger.warn({ err: error }, 'A connection to the database was lost');
}

function connectionOn(client: pg.Pool | pg.PoolClient): Connection {
  return {
    database: drizzle(client, drizzleOptions()),
    query: async (sql, params = []) => {
      const result: Rows | Rows[] = await client.query(sql, [...params]);
      return Array.isArray(result) ? (result.at(-1) ?? { rows: [] }) : result;
    },
  };
}

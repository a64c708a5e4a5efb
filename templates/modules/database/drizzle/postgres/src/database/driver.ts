import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type pg from 'pg';
//{{#if on.cacheBusting}}
import { bustingCache } from '../platform/cache-busting/drizzle-cache.js';
//{{/if}}
import { logger } from '../platform/logging/logger.js';
import { logged } from './logged.js';
import * as schema from './schema.js';

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

export type Driver = Awaited<ReturnType<typeof createDriver>>;

/** Any number will do, as long as all deployments of this project use the same one. */
const migrationLock = 7_203_114_508;

/** Throws when the database behind the pool can't be reached. */
export async function createDriver(pool: pg.Pool) {
  pool.on('connect', (client) => client.on('error', reportLostConnection));
  pool.on('error', reportLostConnection);
  const shared = connectionOn(logged(pool));
  try {
    await shared.query('select 1');
  } catch (error) {
    await pool.end();
    throw error;
  }

  const clients = new WeakMap<pg.PoolClient, ReturnType<typeof clientOf>>();
  const acquire = async () => {
    const acquired = await pool.connect();
    const client = clients.get(acquired) ?? clientOf(acquired);
    clients.set(acquired, client);
    return client;
  };

  return {
    ...shared,
    /** Runs `work` between begin and commit, or rolls back and throws what it threw. */
    transaction: async <T>(
      work: (connection: Connection) => Promise<T>,
      isolation?: IsolationLevel,
    ): Promise<T> => {
      const { client, connection } = await acquire();
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
        // A connection that can't roll back is lost, and the pool drops it by itself.
        await client.query('rollback').catch(() => {});
        throw error;
      } finally {
        client.release();
      }
    },
    /** Applies the migrations of a folder that are not applied yet, in order, and one process at a time. */
    migrate: async (migrationsFolder: string): Promise<void> => {
      const { client } = await acquire();
      try {
        await client.query('set statement_timeout = 0');
        await client.query('select pg_advisory_lock($1::bigint)', [migrationLock]);
        await migrate(drizzle(client), { migrationsFolder });
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

/** A connection of the pool, and what is made of it once for all the transactions that it will see. */
function clientOf(acquired: pg.PoolClient) {
  const client = logged(acquired);
  return { client, connection: connectionOn(client) };
}

function connectionOn(client: pg.Pool | pg.PoolClient): Connection {
  return {
    //{{#if on.cacheBusting}}
    database: drizzle(client, { schema, cache: bustingCache }),
    //{{else}}
    database: drizzle(client, { schema }),
    //{{/if}}
    query: async (sql, params = []) => {
      const result: Rows | Rows[] = await client.query(sql, [...params]);
      return Array.isArray(result) ? (result.at(-1) ?? { rows: [] }) : result;
    },
  };
}

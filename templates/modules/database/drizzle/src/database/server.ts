import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { logger } from '../platform/logging/logger.js';
import type { Connection, Driver } from './driver.js';
import { drizzleOptions } from './drizzle-options.js';
import { logged } from './query-log.js';

export interface ServerOptions {
  readonly url: string;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
}

/** A connection of the pool, and what is made of it once for all the transactions that it will see. */
interface LoggedClient {
  readonly client: pg.PoolClient;
  readonly connection: Connection;
}

/** Any number will do, as long as all deployments of this project use the same one. */
const migrationLock = 7_203_114_508;

/** A pool of connections to a PostgreSQL server. Throws when the server can't be reached. */
export async function openServer({
  url,
  poolSize,
  statementTimeoutMs,
}: ServerOptions): Promise<Driver> {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    statement_timeout: statementTimeoutMs,
    connectionTimeoutMillis: 10_000,
  });
  pool.on('connect', (client) => client.on('error', reportLostConnection));
  pool.on('error', reportLostConnection);
  const loggedClients = new WeakMap<pg.PoolClient, LoggedClient>();
  const acquire = async (): Promise<LoggedClient> => {
    const client = await pool.connect();
    const known = loggedClients.get(client);
    if (known !== undefined) return known;
    const wrapped = logged(client);
    const added = { client: wrapped, connection: connectionTo(wrapped) };
    loggedClients.set(client, added);
    return added;
  };
  const shared = connectionTo(logged(pool));
  try {
    await shared.query('select 1');
  } catch (error) {
    await pool.end();
    throw error;
  }
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
            'The transaction was rolled back: a statement in it failed, and its error was caught.',
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
        await client.query('select pg_advisory_lock($1)', [migrationLock]);
        await migrate(drizzle(client, drizzleOptions()), { migrationsFolder: folder });
      } finally {
        // Closing the connection gives the lock back, and the statement timeout too.
        client.release(true);
      }
    },
    close: () => pool.end(),
  };
}

/** Without a listener a connection that the server closes would end the process. */
function reportLostConnection(error: Error): void {
  logger.warn({ err: error }, 'A connection to the database was lost');
}

function connectionTo(client: pg.Pool | pg.PoolClient): Connection {
  return {
    database: drizzle(client, drizzleOptions()),
    query: async (sql, params = []) => {
      const result: pg.QueryResult | pg.QueryResult[] = await client.query(sql, [...params]);
      return Array.isArray(result) ? (result.at(-1) ?? { rows: [] }) : result;
    },
  };
}

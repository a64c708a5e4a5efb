import { drizzle, type MySql2Database } from 'drizzle-orm/mysql2';
import { migrate } from 'drizzle-orm/mysql2/migrator';
import type { Pool } from 'mysql2';
import type {
  PoolConnection,
  Pool as PromisePool,
  ResultSetHeader,
  RowDataPacket,
} from 'mysql2/promise';
//{{#if on.cacheBusting}}
import { bustingCache } from '../platform/cache-busting/drizzle-cache.js';
//{{/if}}
import { logger } from '../platform/logging/logger.js';
import { guarded } from './guarded.js';
import { logged } from './logged.js';
import * as schema from './schema.js';
import { sessionStatements, timeoutStatement } from './session.js';

/**
 * Drizzle over the pool or over one transaction. Drizzle's own `transaction` is left out on purpose:
 * `transaction()` of transaction.ts is the one that nests, and that `afterCommit` knows of.
 */
export type Database = Omit<MySql2Database<typeof schema>, 'transaction'>;

export type IsolationLevel = 'read committed' | 'repeatable read' | 'serializable';

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
export async function createDriver(connections: Pool, statementTimeoutMs: number) {
  connections.on('connection', (connection) => {
    for (const sql of sessionStatements(statementTimeoutMs)) {
      connection.query(sql, (error) => {
        if (error === null) return;
        logger.error({ err: error }, 'A connection to the database could not be set up');
        connection.destroy();
      });
    }
  });
  const pool = connections.promise();
  const shared = connectionOn(logged(pool));
  try {
    await shared.query('select 1');
  } catch (error) {
    await pool.end();
    throw error;
  }

  const clients = new WeakMap<object, ReturnType<typeof clientOf>>();
  const acquire = async () => {
    const acquired = await pool.getConnection();
    const client = clients.get(acquired.connection) ?? clientOf(acquired);
    clients.set(acquired.connection, client);
    return client;
  };

  return {
    ...shared,
    /** Runs `work` between begin and commit, or rolls back and throws what it threw. */
    transaction: async <T>(
      work: (connection: Connection) => Promise<T>,
      isolation?: IsolationLevel,
    ): Promise<T> => {
      const { client, connection, forget } = await acquire();
      try {
        if (isolation !== undefined) {
          await client.query(`set transaction isolation level ${isolation}`);
        }
        await client.query('start transaction');
        const result = await work(connection);
        await client.query('commit');
        return result;
      } catch (error) {
        forget();
        await client.query('rollback').catch(client.destroy);
        throw error;
      } finally {
        client.release();
      }
    },
    /** Applies the migrations of a folder that are not applied yet, in order, and one process at a time. */
    migrate: async (migrationsFolder: string): Promise<void> => {
      const { client, connection } = await acquire();
      try {
        await client.query(timeoutStatement(0));
        const { rows } = await connection.query(
          `select get_lock(concat(left(database(), 50), '.migrations'), ?) as locked`,
          [migrationTimeoutSeconds],
        );
        if (rows[0]?.locked !== 1) throw new Error('Another process migrates, and does not end.');
        await migrate(drizzle(client), { migrationsFolder });
      } finally {
        // Closing the connection gives the lock back, and the statement timeout too.
        client.destroy();
      }
    },
    close: () => pool.end(),
  };
}

/** A connection of the pool, and what is made of it once for all the transactions that it will see. */
function clientOf(acquired: PoolConnection) {
  const { client: inTurn, forget } = guarded(acquired);
  const client = logged(inTurn);
  return { client, forget, connection: connectionOn(client) };
}

function connectionOn(client: PromisePool | PoolConnection): Connection {
  return {
    //{{#if on.cacheBusting}}
    database: drizzle(client, { schema, mode: 'default', cache: bustingCache }),
    //{{else}}
    database: drizzle(client, { schema, mode: 'default' }),
    //{{/if}}
    query: async (sql, params = []) => {
      const [result] = await client.query<RowDataPacket[] | ResultSetHeader>(sql, [...params]);
      return Array.isArray(result)
        ? { rows: result, affectedRows: 0 }
        : { rows: [], affectedRows: result.affectedRows };
    },
  };
}

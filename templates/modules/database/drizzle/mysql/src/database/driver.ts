import { drizzle, type MySql2Database } from 'drizzle-orm/mysql2';
import { migrate } from 'drizzle-orm/mysql2/migrator';
import type { Pool } from 'mysql2';
import type {
  PoolConnection,
  Pool as PromisePool,
  ResultSetHeader,
  RowDataPacket,
} from 'mysql2/promise';
import { logger } from '../platform/logging/logger.js';
import { drizzleOptions } from './drizzle-options.js';
import { type Guarded, guarded } from './guarded.js';
import { logged } from './logged.js';
import type * as schema from './schema.js';
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
interface Client extends Guarded<PoolConnection> {
  readonly connection: Connection;
}

const migrationTimeoutSeconds = 600;

/** Throws when the database behind the pool can't be reached. */
export async function createDriver(connections: Pool, statementTimeoutMs: number): Promise<Driver> {
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

  const clients = new WeakMap<object, Client>();
  const acquire = async (): Promise<Client> => {
    const acquired = await pool.getConnection();
    const known = clients.get(acquired.connection);
    if (known !== undefined) return known;
    const { client: inTurn, begin, check } = guarded(acquired);
    const client = logged(inTurn);
    const added = { client, begin, check, connection: connectionOn(client) };
    clients.set(acquired.connection, added);
    return added;
  };

  return {
    ...shared,
    transaction: async (work, isolation) => {
      const { client, connection, begin, check } = await acquire();
      let broken = false;
      try {
        begin();
        if (isolation !== undefined) {
          await client.query(`set transaction isolation level ${isolation}`);
        }
        await client.query('start transaction');
        const result = await work(connection);
        check();
        await client.query('commit');
        return result;
      } catch (error) {
        begin();
        await client.query('rollback').catch(() => {
          broken = true;
        });
        throw error;
      } finally {
        if (broken) client.destroy();
        else client.release();
      }
    },
    migrate: async (folder) => {
      const { client, connection } = await acquire();
      try {
        await client.query(timeoutStatement(0));
        const { rows } = await connection.query(
          `select get_lock(concat(left(database(), 50), '.migrations'), ?) as locked`,
          [migrationTimeoutSeconds],
        );
        if (rows[0]?.locked !== 1) throw new Error('Another process migrates, and does not end.');
        await migrate(drizzle(client, drizzleOptions()), { migrationsFolder: folder });
      } finally {
        // Closing the connection gives the lock back, and the statement timeout too.
        client.destroy();
      }
    },
    close: () => pool.end(),
  };
}

function connectionOn(client: PromisePool | PoolConnection): Connection {
  return {
    database: drizzle(client, drizzleOptions()),
    query: async (sql, params = []) => {
      const [result] = await client.query<RowDataPacket[] | ResultSetHeader>(sql, [...params]);
      return Array.isArray(result)
        ? { rows: result, affectedRows: 0 }
        : { rows: [], affectedRows: result.affectedRows };
    },
  };
}

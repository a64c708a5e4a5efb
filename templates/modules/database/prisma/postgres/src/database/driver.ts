import type pg from 'pg';
import { logger } from '../platform/logging/logger.js';
import { applyMigrations } from './apply-migrations.js';
import { logged } from './logged.js';
import { createPrisma } from './prisma-client.js';
import { onConnection, poolForPrisma } from './prisma-pool.js';

type Client = ReturnType<typeof createPrisma>;

/**
 * Prisma over the pool or over one transaction. Prisma's own `$transaction` is left out on purpose: `transaction()`
 * of transaction.ts is the one that `rawQuery` and `afterCommit` take part in.
 */
export type Database = Omit<
  Client,
  '$connect' | '$disconnect' | '$extends' | '$on' | '$transaction'
>;

/** The isolation levels in PostgreSQL's words, and in Prisma's. */
const isolationLevels = {
  'read committed': 'ReadCommitted',
  'repeatable read': 'RepeatableRead',
  serializable: 'Serializable',
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

/** Throws when the database behind the pool can't be reached. */
export async function createDriver(pool: pg.Pool) {
  pool.on('connect', (client) => client.on('error', reportLostConnection));
  pool.on('error', reportLostConnection);
  // Prisma's adapter sends instants without their offset, as if every connection's time zone were UTC.
  pool.options.onConnect = (client) => client.query(`set time zone 'UTC'`);
  const query = queryOn(logged(pool));
  try {
    await query('select 1');
  } catch (error) {
    await pool.end();
    throw error;
  }
  const prisma = createPrisma(poolForPrisma(pool));

  return {
    database: prisma,
    query,
    /** Runs `work` between begin and commit, or rolls back and throws what it threw. */
    transaction: <T>(
      work: (connection: Connection) => Promise<T>,
      isolation?: IsolationLevel,
    ): Promise<T> => {
      let connection = query;
      return onConnection(
        (client) => {
          connection = queryOn(client);
        },
        () =>
          prisma.$transaction(
            (database) => work({ database, query: connection }),
            isolation === undefined ? {} : { isolationLevel: isolationLevels[isolation] },
          ),
      );
    },
    /** Applies the migrations of a folder that are not applied yet, in order, and one process at a time. */
    migrate: async (folder: string): Promise<void> => {
      const client = await pool.connect();
      try {
        await applyMigrations(logged(client), folder);
      } finally {
        // Closing the connection gives its lock and its statement timeout back.
        client.release(true);
      }
    },
    close: async (): Promise<void> => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** Without a listener, a connection that the server closes would end the process. */
function reportLostConnection(error: Error): void {
  logger.warn({ err: error }, 'A connection to the database was lost');
}

function queryOn(client: pg.Pool | pg.PoolClient): Connection['query'] {
  return async (sql, params = []) => {
    const result: Rows | Rows[] = await client.query(sql, [...params]);
    return Array.isArray(result) ? (result.at(-1) ?? { rows: [] }) : result;
  };
}

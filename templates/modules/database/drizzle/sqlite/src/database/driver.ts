import type { Client, InStatement, InValue, ResultSet } from '@libsql/client';
import { drizzle, type LibSQLDatabase } from 'drizzle-orm/libsql';
import { migrate } from 'drizzle-orm/libsql/migrator';
//{{#if on.cacheBusting}}
import { bustingCache } from '../platform/cache-busting/drizzle-cache.js';
//{{/if}}
import { logQuery } from './query-log.js';
import * as schema from './schema.js';
import { createTurns, whileBusy } from './turns.js';

/**
 * Drizzle outside of transactions or in one. Drizzle's own `transaction` is left out on purpose: `transaction()` of
 * transaction.ts is the one that nests, and that `afterCommit` knows of.
 */
export type Database = Omit<LibSQLDatabase<typeof schema>, 'transaction' | 'batch'>;

/** The only level of SQLite: there is one writer at a time. */
export type IsolationLevel = 'serializable';

export interface Rows {
  readonly rows: Record<string, unknown>[];
}

/** What statements run on: the database, or one transaction. */
export interface Connection {
  readonly database: Database;
  /** Runs one statement of raw SQL, with `?` for its parameters. */
  query(sql: string, params?: readonly unknown[]): Promise<Rows>;
}

export type Driver = Awaited<ReturnType<typeof createDriver>>;

type Execute = (statement: InStatement) => Promise<ResultSet>;

/** Two ways to one database, so that what only reads never meets what writes. */
export interface Clients {
  readonly reader: Client;
  readonly writer: Client;
}

/**
 * SQLite lets one connection write at a time. A statement that waited for a transaction of its own process would keep
 * that transaction from ever ending, so all that writes takes turns here; what only reads waits for nobody.
 */
export async function createDriver({ reader, writer }: Clients, busyTimeoutMs: number) {
  const inTurn = createTurns();
  // A statement that met another process is left unfinished on its connection, which could commit no more.
  const recover = async () => writer.reconnect();
  const write = <T>(work: () => Promise<T>): Promise<T> =>
    whileBusy(work, { limitMs: busyTimeoutMs, recover });
  const execute: Execute = (statement) =>
    onlyReads(statement)
      ? reader.execute(statement)
      : inTurn(() => write(() => writer.execute(statement)));
  const shared = connectionOn(reader, execute);

  const close = async (): Promise<void> => {
    reader.close();
    writer.close();
  };
  try {
    // With a write-ahead log nobody waits for a writer to read.
    if (writer.protocol === 'file') await shared.query('pragma journal_mode = wal');
    await shared.query('select 1');
  } catch (error) {
    await close();
    throw error;
  }

  return {
    ...shared,
    /** Runs `work` between begin and commit, or rolls back and throws what it threw. */
    transaction: <T>(
      work: (connection: Connection) => Promise<T>,
      _isolation?: IsolationLevel,
    ): Promise<T> =>
      inTurn(async () => {
        const begun = await write(() => writer.transaction('write'));
        try {
          const result = await work(connectionOn(writer, (statement) => begun.execute(statement)));
          await begun.commit();
          return result;
        } finally {
          // Rolls back what isn't committed.
          begun.close();
        }
      }),
    /** Applies the migrations of a folder that are not applied yet, in order, and one process at a time. */
    migrate: (migrationsFolder: string): Promise<void> =>
      inTurn(async () => {
        const apply = () => write(() => migrate(drizzle(writer), { migrationsFolder }));
        // Where another process was faster, ours are rolled back, and then there is nothing left to apply.
        await apply().catch(apply);
      }),
    close: (): Promise<void> => inTurn(close),
  };
}

const sqlOf = (statement: InStatement): string =>
  typeof statement === 'string' ? statement : statement.sql;

const onlyReads = (statement: InStatement): boolean =>
  /^\s*(select|explain)\b/i.test(sqlOf(statement));

function connectionOn(client: Client, execute: Execute): Connection {
  const logged: Execute = (statement) => logQuery(sqlOf(statement), () => execute(statement));
  return {
    //{{#if on.cacheBusting}}
    database: drizzle(executing(client, logged), { schema, cache: bustingCache }),
    //{{else}}
    database: drizzle(executing(client, logged), { schema }),
    //{{/if}}
    query: async (sql, params = []) => {
      const { rows } = await logged({ sql, args: params.map(toValue) });
      return { rows: rows.map((row) => ({ ...row })) };
    },
  };
}

/** The client as Drizzle sees it: its statements go our way. */
function executing(client: Client, execute: Execute): Client {
  return new Proxy(client, {
    get(target, property) {
      if (property === 'execute') return execute;
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function toValue(param: unknown): InValue {
  switch (typeof param) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
      return param;
    default:
      if (param === null || param instanceof Date || param instanceof Uint8Array) return param;
      throw new TypeError(`A ${typeof param} can't be a parameter of a statement.`);
  }
}

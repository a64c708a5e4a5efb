import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type * as schema from './schema.js';

/** The rows of a raw query, which both drivers give in this shape. */
export interface Rows<Row> {
  rows: Row[];
}

interface RowsResult extends PgQueryResultHKT {
  type: Rows<this['row']>;
}

/**
 * Drizzle over the pool or over one transaction. Drizzle's own `transaction` is left out on purpose:
 * `transaction()` of transaction.ts is the one that nests, and that `afterCommit` knows of.
 */
export type Database = Omit<PgDatabase<RowsResult, typeof schema>, 'transaction'>;

export type IsolationLevel = 'read committed' | 'repeatable read' | 'serializable';

/** What statements run on: the pool, or one transaction. */
export interface Connection {
  readonly database: Database;
  /** Runs raw SQL. Several statements at once are possible without parameters; the last one's rows count. */
  query(sql: string, params?: readonly unknown[]): Promise<Rows<Record<string, unknown>>>;
}

/** The embedded database or a pool of connections to a server. */
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

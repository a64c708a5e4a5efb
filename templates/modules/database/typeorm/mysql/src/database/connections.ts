import type { Pool, PoolConnection, Query } from 'mysql2';
import type { PoolConnection as PromiseConnection, RowDataPacket } from 'mysql2/promise';
import { guarded } from './guarded.js';
import { logged } from './logged.js';

/** A connection in the shape in which TypeORM asks for one. */
export interface Client {
  /** What sends the statements: the query log sees them, and none follows on a deadlock. */
  promise(): PromiseConnection;
  /** What streams rows. */
  query(sql: string, params?: unknown[]): Query;
  /** Whether somebody listens for an error of it; the pool does. */
  listeners(): readonly unknown[];
  on(): void;
  /** Forgets a deadlock: what it broke is over. */
  forget(): void;
  /** Closes the connection instead of giving it back. */
  destroy(): void;
  release(): void;
}

/** Where a data source gets its connections. */
export interface Connections {
  /** What the server is: the two tell of their tables in different words. */
  readonly type: 'mysql' | 'mariadb';
  acquire(): Promise<Client>;
  end(): Promise<void>;
}

/** The connections of a pool, which is closed when its server can't be reached. */
export async function connectionsOf(pool: Pool): Promise<Connections> {
  let ended: Promise<void> | undefined;
  const end = (): Promise<void> => {
    ended ??= pool.promise().end();
    return ended;
  };
  try {
    const type = await typeOf(pool);
    return { type, acquire: async () => clientOf(await connectionOf(pool)), end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function typeOf(pool: Pool): Promise<Connections['type']> {
  const [[row]] = await pool.promise().query<RowDataPacket[]>('select version() as version');
  return String(row?.version).includes('MariaDB') ? 'mariadb' : 'mysql';
}

function connectionOf(pool: Pool): Promise<PoolConnection> {
  return new Promise((resolve, reject) => {
    pool.getConnection((error, connection) => {
      if (error === null) resolve(connection);
      else reject(error);
    });
  });
}

function clientOf(connection: PoolConnection): Client {
  const { client: inTurn, forget } = guarded(connection.promise());
  const client = logged(inTurn);
  return {
    promise: () => client,
    query: (sql, params) => connection.query(sql, params),
    listeners: () => [],
    on: () => {},
    forget,
    destroy: () => connection.destroy(),
    // Does nothing for a connection that was closed.
    release: () => connection.release(),
  };
}

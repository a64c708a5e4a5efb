import type { Pool, PoolConnection } from 'mysql2';
import type { RowDataPacket } from 'mysql2/promise';
import { guarded } from './guarded.js';
import { logged } from './logged.js';

export type Client = ReturnType<typeof clientOf>;

/** Where a data source gets its connections. */
export type Connections = Awaited<ReturnType<typeof connectionsOf>>;

/** The connections of a pool, which is closed when its server can't be reached. */
export async function connectionsOf(pool: Pool) {
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

/** What the server is: the two tell of their tables in different words. */
async function typeOf(pool: Pool): Promise<'mysql' | 'mariadb'> {
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

/** A connection in the shape in which TypeORM asks for one. */
function clientOf(connection: PoolConnection) {
  const { client: inTurn, forget } = guarded(connection.promise());
  const client = logged(inTurn);
  return {
    /** What sends the statements: the query log sees them, and none follows on a deadlock. */
    promise: () => client,
    /** What streams rows. */
    query: (sql: string, params?: unknown[]) => connection.query(sql, params),
    /** Whether somebody listens for an error of it; the pool does. */
    listeners: (): readonly unknown[] => [],
    on: (): void => {},
    forget,
    /** Closes the connection instead of giving it back. */
    destroy: (): void => connection.destroy(),
    /** Does nothing for a connection that was closed. */
    release: (): void => connection.release(),
  };
}

import type { Pool } from 'mysql2';
import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import { guarded } from './guarded.js';
import { logged } from './logged.js';

/** A connection in the shape in which TypeORM asks for one. */
export interface Client {
  /** What sends the statements: the query log sees them, and none follows on a deadlock. */
  promise(): PoolConnection;
  /** Whether somebody listens for an error of it; the pool does. */
  listeners(): readonly unknown[];
  on(): void;
  /** Forgets a deadlock: what it broke is over. */
  begin(): void;
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

/** The connections of a pool. Throws when its server can't be reached. */
export async function connectionsOf(callbacks: Pool): Promise<Connections> {
  const pool = callbacks.promise();
  const [[row]] = await pool.query<RowDataPacket[]>('select version() as version');
  return {
    type: String(row?.version).includes('MariaDB') ? 'mariadb' : 'mysql',
    acquire: async () => clientOf(await pool.getConnection()),
    end: () => pool.end(),
  };
}

function clientOf(connection: PoolConnection): Client {
  const { client, begin } = guarded(logged(connection));
  let ended = false;
  return {
    promise: () => client,
    listeners: () => [],
    on: () => {},
    begin,
    destroy: () => {
      ended = true;
      connection.destroy();
    },
    release: () => {
      if (!ended) connection.release();
    },
  };
}

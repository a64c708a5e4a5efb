import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';
import { lockDataFolder } from './data-lock.js';
import { createDriver, type Driver } from './driver.js';

/**
 * PostgreSQL inside this process (PGlite), with its data in a folder, or in memory without one. It has one connection,
 * so transactions run one after the other. Throws when another process has the folder open.
 */
export async function openEmbedded(dataDir: string | undefined): Promise<Driver> {
  if (dataDir === undefined) return embeddedDriver(await PGlite.create());
  const unlock = lockDataFolder(dataDir);
  try {
    return await embeddedDriver(await PGlite.create(join(dataDir, 'postgres')), unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

/** A driver for a PGlite that is open already; closing it closes that too. */
export async function embeddedDriver(pglite: PGlite, closed = (): void => {}): Promise<Driver> {
  const driver = await createDriver(embeddedPool(pglite));
  return {
    ...driver,
    close: async () => {
      await driver.close();
      await pglite.close();
      closed();
    },
  };
}

/** A pool of the one connection that PGlite has. */
export function embeddedPool(pglite: PGlite): pg.Pool {
  /** A client that the pool drops after an error can't give its connection to the next one, so each has its own. */
  class EmbeddedClient extends pg.Client {
    constructor() {
      super(connectionTo(pglite));
    }
  }
  return new pg.Pool({ Client: EmbeddedClient, max: 1, idleTimeoutMillis: 0 });
}

/** What makes a node-postgres client speak to PGlite instead of a socket. */
function connectionTo(pglite: PGlite) {
  const config = createPgConfig(pglite);
  const { connection } = config;
  const parse = connection.parse.bind(connection);
  // A query may carry parsers as `types`, which PGlite would send as the types of the parameters.
  connection.parse = (query) => parse({ ...query, types: [] });
  return config;
}

import { join } from 'node:path';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { lockDataFolder } from './data-lock.js';
import type { Connection, Driver } from './driver.js';
import { drizzleOptions } from './drizzle-options.js';
import { logged } from './query-log.js';

export interface EmbeddedOptions {
  /** The folder that keeps the data; without one they live in memory. */
  readonly dataDir: string | undefined;
  /** A dump to start from. */
  readonly snapshot?: Blob | undefined;
}

/** An embedded database that can be dumped, for tests that start from a copy. */
export interface EmbeddedDriver extends Driver {
  dump(): Promise<Blob>;
}

/**
 * PostgreSQL inside this process (PGlite). It has one session, so transactions run one after the other.
 * Throws when another process has the data folder open.
 */
export async function openEmbedded({
  dataDir,
  snapshot,
}: EmbeddedOptions): Promise<EmbeddedDriver> {
  const unlock = dataDir === undefined ? () => {} : lockDataFolder(dataDir);
  const pglite = new PGlite({
    ...(dataDir !== undefined && { dataDir: join(dataDir, 'postgres') }),
    ...(snapshot !== undefined && { loadDataDir: snapshot }),
  });
  try {
    await pglite.waitReady;
  } catch (error) {
    unlock();
    throw error;
  }
  const client = logged(pglite);
  const options = drizzleOptions();
  return {
    ...connectionTo(client),
    transaction: (work, isolation) =>
      pglite.transaction(async (transaction) => {
        const connection = connectionTo(logged(within(pglite, transaction)));
        if (isolation !== undefined) {
          await connection.query(`set transaction isolation level ${isolation}`);
        }
        return work(connection);
      }),
    migrate: (folder) => migrate(drizzle({ client, ...options }), { migrationsFolder: folder }),
    dump: () => pglite.dumpDataDir('none'),
    close: async () => {
      await pglite.close();
      unlock();
    },
  };
}

/** The database as one of its transactions sees it. */
function within(pglite: PGlite, transaction: Transaction): PGlite {
  return new Proxy(pglite, {
    get: (target, property) =>
      Reflect.get(property in transaction ? transaction : target, property),
  });
}

function connectionTo(client: PGlite): Connection {
  return {
    database: drizzle(client, drizzleOptions()),
    query: async (sql, params = []) => {
      if (params.length > 0) return client.query(sql, [...params]);
      const results = await client.exec(sql);
      return results.at(-1) ?? { rows: [] };
    },
  };
}

import type { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { settings } from '../settings/index.js';
import { createDriver, type Driver } from './driver.js';

export interface ConnectOptions {
  /** Another server than the one of the settings. */
  readonly url?: string;
  /** An embedded database that is open already. */
  readonly pglite?: PGlite;
}

/** Connects to the server of DATABASE_URL, or opens the embedded database where there is none. */
export async function openDriver({
  url = settings.database.url,
  pglite,
}: ConnectOptions): Promise<Driver> {
  const { dataDir, poolSize, statementTimeoutMs } = settings.database;
  if (url !== undefined) {
    return createDriver(
      new pg.Pool({
        connectionString: url,
        max: poolSize,
        statement_timeout: statementTimeoutMs,
        connectionTimeoutMillis: 10_000,
      }),
    );
  }
  // Loaded on demand, because a process with a server has no use for several megabytes of WebAssembly.
  const { embeddedDriver, openEmbedded } = await import('./embedded.js');
  return pglite === undefined ? openEmbedded(dataDir) : embeddedDriver(pglite);
}

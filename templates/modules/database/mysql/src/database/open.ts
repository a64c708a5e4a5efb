import { createPool } from 'mysql2';
import { settings } from '../settings/index.js';
import { createDriver, type Driver } from './driver.js';

export interface ConnectOptions {
  /** Another server than the one of the settings. */
  readonly url?: string;
}

/** Connects to the server of DATABASE_URL. */
export function openDriver({ url = settings.database.url }: ConnectOptions): Promise<Driver> {
  const { poolSize, statementTimeoutMs } = settings.database;
  const pool = createPool({
    uri: url,
    connectionLimit: poolSize,
    connectTimeout: 10_000,
    timezone: 'Z',
  });
  return createDriver(pool, statementTimeoutMs);
}

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createClient } from '@libsql/client';
import { settings } from '../settings/index.js';
import { createDriver, type Driver } from './driver.js';

/** SQLite waits for other processes with the whole process standing still, so it does that for a moment only. */
const standstillMs = 50;

export interface ConnectOptions {
  /** Another database than the one of the settings. */
  readonly url?: string;
}

/** Opens the file of DATABASE_URL, and makes it where there is none, or connects to the server. */
export function openDriver({ url = settings.database.url }: ConnectOptions): Promise<Driver> {
  const { busyTimeoutMs } = settings.database;
  const file = /^file:(?:\/\/)?([^?]+)/.exec(url)?.[1];
  if (file !== undefined) mkdirSync(dirname(file), { recursive: true });
  const open = () => createClient({ url, timeout: standstillMs });
  return createDriver({ reader: open(), writer: open() }, busyTimeoutMs);
}

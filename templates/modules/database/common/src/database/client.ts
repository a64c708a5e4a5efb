import { AsyncLocalStorage } from 'node:async_hooks';
import { logger } from '../platform/logging/logger.js';
//{{#if database.postgres}}
import { settings } from '../settings/index.js';
//{{/if}}
import type { Connection, Database, Driver, Rows } from './driver.js';
import { type ConnectOptions, openDriver } from './open.js';
import { type LoggedQuery, onQuery } from './query-log.js';

export type { Database, Rows } from './driver.js';

/** The transaction that the current call runs in. */
export interface TransactionScope {
  readonly connection: Connection;
  readonly afterCommit: (() => unknown)[];
  savepoints: number;
  open: boolean;
}

const scopes = new AsyncLocalStorage<TransactionScope>();
let opening: Promise<Driver> | undefined;
let opened: Driver | undefined;

/** Connects to the database of the settings. Calling it again changes nothing. */
export async function connectDatabase(options: ConnectOptions = {}): Promise<void> {
  if (logger.isLevelEnabled('trace')) onQuery(traceQuery);
  opening ??= openDriver(options);
  try {
    opened = await opening;
  } catch (error) {
    opening = undefined;
    throw error;
  }
}

/** Parameters stay out of the log: they may be somebody's data. */
function traceQuery(query: LoggedQuery): void {
  logger.trace(query, 'query');
}

/** Ends the connections when nothing uses them any more. */
export async function disconnectDatabase(): Promise<void> {
  const closing = opened;
  opened = undefined;
  opening = undefined;
  await closing?.close();
}

/** The connected driver. Throws when there is none. */
export function driver(): Driver {
  if (opened === undefined)
    throw new Error('The database is not connected: call connectDatabase() first.');
  return opened;
}

//{{#if database.postgres}}
/** Whether the database runs inside this process. */
export function isEmbedded(): boolean {
  return settings.database.url === undefined;
}

//{{/if}}
/** The transaction of the current call, while it is open. */
export function currentScope(): TransactionScope | undefined {
  const scope = scopes.getStore();
  return scope?.open === true ? scope : undefined;
}

/** Runs `work` so that everything in it uses the transaction of `scope`. */
export function runInScope<T>(scope: TransactionScope, work: () => Promise<T>): Promise<T> {
  // A query begins when it is awaited, which must happen in there.
  return scopes.run(scope, async () => work());
}

function connection(): Connection {
  return currentScope()?.connection ?? driver();
}

/** What queries go through: the current transaction, or the pool outside of one. */
export function db(): Database {
  return connection().database;
}

/** Runs raw SQL on the current transaction, or on the pool outside of one. */
export function rawQuery(sql: string, params: readonly unknown[] = []): Promise<Rows> {
  return connection().query(sql, params);
}

/** Throws when the database doesn't answer. */
export async function pingDatabase(): Promise<void> {
  await driver().query('select 1');
}

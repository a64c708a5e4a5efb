import type { QueryResultRow } from 'pg';
//{{#if (and (eq host.modules "esm") host.defaultImports)}}
import pg from 'pg';
//{{else}}
import { Pool } from 'pg';
//{{/if}}
import { logger } from '../logger.js';
import { queueSettings } from './settings.js';

//{{#if (and (eq host.modules "esm") host.defaultImports)}}
const { Pool } = pg;

//{{/if}}
/** Runs one statement. */
export type Query = <Row extends QueryResultRow>(
  sql: string,
  values: readonly unknown[],
) => Promise<{ rows: Row[] }>;

/** Jobs that are running hold no connection, so a few do for all of them. */
const connectionsAtMost = 5;

let pool: InstanceType<typeof Pool> | undefined;

function open(): InstanceType<typeof Pool> {
  const fresh = new Pool({
    connectionString: queueSettings().databaseUrl,
    max: connectionsAtMost,
  });
  fresh.on('error', (error) => logger.error({ err: error }, 'The database of the queue is away'));
  return fresh;
}

function connected(): InstanceType<typeof Pool> {
  if (pool === undefined) {
    pool = open();
  }
  return pool;
}

export const rawQuery: Query = (sql, values) => connected().query(sql, [...values]);

/** Runs `work` in a transaction, with its own `query`. */
export async function transaction<T>(work: (query: Query) => Promise<T>): Promise<T> {
  const client = await connected().connect();
  try {
    await client.query('begin');
    const result = await work((sql, values) => client.query(sql, [...values]));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Closes the connections after the statements under way. */
export async function closeDatabase(): Promise<void> {
  const current = pool;
  pool = undefined;
  if (current !== undefined) {
    await current.end();
  }
}

import { createHash } from 'node:crypto';
import { driver } from '../../database/client.js';
import * as statements from './statements.js';
import { NotACount, type RemoteStore } from './types.js';

const sweepMs = 60_000;

// On a connection of the pool: `rawQuery` would take part in the transaction of the caller.
const run = ({ sql, params }: statements.Statement) => driver().query(sql, params);

/** Creates the table; two processes that do so at once don't mind each other. */
export async function createCacheTable(): Promise<void> {
  await run(statements.createTable);
}

/** Texts in a table of the project's own database. */
export function databaseStore(): RemoteStore {
  let sweptAt = Date.now();

  /** Removes what is over, once a minute, beside the writes. */
  function sweepNowAndThen(): void {
    if (Date.now() < sweptAt + sweepMs) return;
    sweptAt = Date.now();
    // What can't be removed now is found again by the next one.
    run(statements.removeOver).catch(() => {});
  }

  return {
    async ping() {
      await run(statements.read([]));
    },
    async read(keys) {
      const { rows } = await run(statements.read(keys.map(hashed)));
      const texts = new Map(rows.map(({ key, value }) => [key, String(value)]));
      return keys.map((key) => texts.get(hashed(key)));
    },
    async write(key, text, ttlSeconds) {
      await run(statements.write(hashed(key), text, ttlSeconds));
      sweepNowAndThen();
    },
    async writeMissing(keys, text, ttlSeconds) {
      if (keys.length === 0) return;
      await run(statements.writeMissing(keys.map(hashed), text, ttlSeconds));
    },
    async remove(key) {
      await run(statements.remove(hashed(key)));
    },
    async increment(key, by, ttlSeconds) {
      const { rows } = await run(statements.increment(hashed(key), by, ttlSeconds));
      const value = rows[0]?.value;
      if (value === undefined) throw new NotACount(key);
      return Number(value);
    },
  };
}

/** Keys may have characters that the database refuses, and may be longer than what it indexes. */
const hashed = (key: string): string => createHash('sha256').update(key).digest('hex');

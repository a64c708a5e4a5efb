import { createHash } from 'node:crypto';
import type { MemcachedConnection } from './connection.js';
import { partNames, takeApart } from './parts.js';
import { NotACount, type RemoteStore } from './types.js';

/** Above, memjs doesn't send or read a number right. */
const largestCount = 2 ** 32 - 1;
const thirtyDays = 30 * 24 * 3600;

/** Texts in Memcached, under keys that begin with the prefix. Its counters don't go below zero. */
export function memcachedStore(connection: MemcachedConnection, prefix: string): RemoteStore {
  // Memcached takes keys of 250 bytes, and those of the cache may be longer.
  const name = (key: string): string =>
    `${prefix}:${createHash('sha256').update(key).digest('base64url')}`;

  async function get(key: string): Promise<Buffer | undefined> {
    const { value } = await connection.client().get(key);
    return value ?? undefined;
  }

  async function read(key: string): Promise<string | undefined> {
    const head = await get(name(key));
    const names = head && partNames(head);
    if (names === undefined) return head?.toString();
    const parts = await Promise.all(names.map((part) => get(`${prefix}:${part}`)));
    // Memcached may have dropped one of them for want of space.
    const found = parts.filter((part) => part !== undefined);
    return found.length === parts.length ? Buffer.concat(found).toString() : undefined;
  }

  return {
    ping: () => connection.ping(),
    read: (keys) => Promise.all(keys.map(read)),
    async write(key, text, ttlSeconds) {
      const { head, parts } = takeApart(text);
      const expires = expiryOf(ttlSeconds);
      await Promise.all(
        [...parts].map(([part, bytes]) =>
          connection.client().set(`${prefix}:${part}`, bytes, { expires }),
        ),
      );
      await connection.client().set(name(key), head, { expires });
    },
    async writeMissing(keys, text, ttlSeconds) {
      const expires = expiryOf(ttlSeconds);
      await Promise.all(keys.map((key) => connection.client().add(name(key), text, { expires })));
    },
    async remove(key) {
      await connection.client().delete(name(key));
    },
    async increment(key, by, ttlSeconds) {
      if (!Number.isInteger(by) || Math.abs(by) > largestCount) throw new NotACount(key);
      const options = { initial: Math.max(0, by), expires: expiryOf(ttlSeconds) };
      const client = connection.client();
      try {
        const { value } = await (by < 0
          ? client.decrement(name(key), -by, options)
          : client.increment(name(key), by, options));
        return Number(value);
      } catch (error) {
        if (isWrongValue(error)) throw new NotACount(key);
        throw error;
      }
    },
    afterFailure: () => {
      // With memjs 1.3, a command waits for ever when the server closes the connection.
      connection.close();
    },
  };
}

/** Memcached counts in whole seconds, and takes more than thirty days for a point in time. */
function expiryOf(ttlSeconds: number): number {
  const seconds = Math.ceil(ttlSeconds);
  return seconds > thirtyDays ? Math.ceil(Date.now() / 1000) + seconds : seconds;
}

function isWrongValue(error: unknown): boolean {
  return error instanceof Error && error.message.includes('non-numeric');
}

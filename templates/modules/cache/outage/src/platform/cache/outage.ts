import { randomUUID } from 'node:crypto';
import { logger } from '../logging/logger.js';
import { type CacheStore, NotACount, type RemoteStore } from './types.js';

// After a failure the store isn't asked again for so long: one that hangs must not slow down every request.
const pauseMs = 1000;
// What a caller waits at most, whatever the store's own client thinks.
const timeoutMs = 2000;

/** A store that is left alone while it is out of reach, with one log line at the beginning and one at the end. */
export function withOutages(remote: RemoteStore): CacheStore {
  // What the store has to be told before it is asked again, by key.
  const owed = new Map<string, () => Promise<void>>();
  let paying: Promise<void> | undefined;
  let away = false;
  let askAgainAt = 0;

  async function pay(): Promise<void> {
    const debts = [...owed];
    await Promise.all(debts.map(([, tell]) => tell()));
    for (const [key, debt] of debts) if (owed.get(key) === debt) owed.delete(key);
  }

  /** Asks the store; null when it is out of reach. */
  async function attempt<T>(ask: () => Promise<T>): Promise<T | null> {
    if (Date.now() < askAgainAt) return null;
    try {
      // One that answers reads and takes no writes, such as a full one, isn't back.
      if (away) await within(remote.write('outage', '', 1));
      while (owed.size > 0) {
        paying ??= within(pay()).finally(() => {
          paying = undefined;
        });
        await paying;
      }
      const answer = await within(ask());
      if (away) logger.info('The cache is back');
      away = false;
      return answer;
    } catch (error) {
      if (error instanceof NotACount) throw error;
      if (!away) logger.warn({ err: error }, 'The cache is out of reach; the source answers');
      away = true;
      askAgainAt = Date.now() + pauseMs;
      remote.afterFailure?.();
      if (owed.size > 0) setTimeout(() => attempt(nothing), pauseMs).unref();
      return null;
    }
  }

  return {
    ping: () => within(remote.ping()),
    read: (keys) => attempt(() => remote.read(keys)),
    async write(key, text, ttlSeconds) {
      const done = await attempt(async () => {
        await remote.write(key, text, ttlSeconds);
        return true;
      });
      // The text that stood there before must not outlive the one that got lost.
      if (done === null) owed.set(key, () => remote.remove(key));
    },
    async writeMissing(keys, text, ttlSeconds) {
      await attempt(() => remote.writeMissing(keys, text, ttlSeconds));
    },
    async stamp(keys, ttlSeconds) {
      for (const key of keys) owed.set(key, () => remote.write(key, randomUUID(), ttlSeconds));
      askAgainAt = 0;
      await attempt(nothing);
    },
    async remove(key) {
      owed.set(key, () => remote.remove(key));
      await attempt(nothing);
    },
    increment: (key, by, ttlSeconds) => attempt(() => remote.increment(key, by, ttlSeconds)),
  };
}

const nothing = async (): Promise<void> => {};

/** The same answer, or an error when it takes too long. */
async function within<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`The cache didn't answer within ${timeoutMs} ms.`));
    }, timeoutMs);
  });
  try {
    return await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
}

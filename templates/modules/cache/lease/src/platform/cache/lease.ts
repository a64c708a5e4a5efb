import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CacheStore } from './types.js';

// Renewed while a load runs. When its process dies, the others wait no longer than this.
const leaseSeconds = 5;
const renewMs = 2000;
// Nor longer for a load that never ends.
const longestLoadMs = 60_000;
// Whoever waited so long for another process loads for itself.
const patienceMs = 10_000;

/** A load that several processes may want at the same time. */
export interface SharedLoad<T> {
  /** Equal in all processes that want the same. */
  readonly name: string;
  /** What another process has loaded and kept meanwhile. */
  known(): Promise<T | undefined>;
  load(): Promise<T>;
}

/**
 * Loads in one process at a time: the others wait for what it keeps. When it keeps nothing, they load for themselves,
 * all at once, so that what can't be kept doesn't become a queue.
 */
export async function loadOnLease<T>(store: CacheStore, shared: SharedLoad<T>): Promise<T> {
  const key = leaseKey(shared.name);
  const token = randomUUID();
  await store.writeMissing([key], token, leaseSeconds);
  const holder = await holderOf(store, key);
  // It was given back meanwhile, with a value that is kept, or the store is out of reach.
  if (holder === undefined) return (await shared.known()) ?? shared.load();
  if (holder !== token) return (await waitFor(store, key, holder, shared)) ?? shared.load();

  const end = Date.now() + longestLoadMs;
  const renewal = setInterval(() => {
    if (Date.now() < end) store.write(key, token, leaseSeconds);
    else clearInterval(renewal);
  }, renewMs).unref();
  try {
    // The process that held the lease before may have been faster.
    return (await shared.known()) ?? (await shared.load());
  } finally {
    clearInterval(renewal);
    await store.remove(key);
  }
}

/** A name may be long, and some stores limit their keys. */
const leaseKey = (name: string): string => `l:${createHash('sha256').update(name).digest('hex')}`;

/** Who holds the lease; nobody when the store is out of reach. */
async function holderOf(store: CacheStore, key: string): Promise<string | undefined> {
  return (await store.read([key]))?.[0];
}

async function waitFor<T>(
  store: CacheStore,
  key: string,
  holder: string,
  shared: SharedLoad<T>,
): Promise<T | undefined> {
  const end = Date.now() + patienceMs;
  for (let pause = 5; Date.now() < end; pause = Math.min(pause * 2, 100)) {
    await sleep(pause);
    // In this order: the holder keeps its value before it gives the lease back.
    const held = (await holderOf(store, key)) === holder;
    const known = await shared.known();
    if (known !== undefined || !held) return known;
  }
  return undefined;
}

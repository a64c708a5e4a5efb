//{{#if (or cache.redis cache.tiered)}}
import { connectRedis, disconnectRedis } from '../redis/client.js';
//{{/if}}
import { pingCache } from './index.js';
//{{#if cache.memcached}}
import { disconnectCache } from './store.js';
//{{/if}}

/**
 * Runs the work of a command, which is a process of its own, with the cache open, so that what it writes busts what
 * the other processes have cached. Throws before the work when the cache is out of reach: stale answers would stay.
 */
export async function withCache<T>(work: () => Promise<T>): Promise<T> {
  //{{#if (or cache.redis cache.tiered)}}
  await connectRedis();
  try {
    await pingCache();
    return await work();
  } finally {
    await disconnectRedis();
  }
  //{{else if cache.memcached}}
  try {
    await pingCache();
    return await work();
  } finally {
    disconnectCache();
  }
  //{{else}}
  await pingCache();
  return work();
  //{{/if}}
}

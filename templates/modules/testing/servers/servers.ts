//{{#if cache.memcached}}
import prepareMemcached from './memcached.js';
//{{/if}}
//{{#if queue.rabbitmq}}
import prepareRabbitmq from './rabbitmq.js';
//{{/if}}
//{{#if on.redis}}
import prepareRedis from './redis.js';
//{{/if}}

/** Runs once before all tests, which need these servers. What it returns runs after them. */
export default async function setup(): Promise<() => Promise<void>> {
  const ends: (() => Promise<void>)[] = [];
  //{{#if on.redis}}
  ends.push(await prepareRedis());
  //{{/if}}
  //{{#if cache.memcached}}
  ends.push(await prepareMemcached());
  //{{/if}}
  //{{#if queue.rabbitmq}}
  ends.push(await prepareRabbitmq());
  //{{/if}}
  return async () => {
    for (const end of ends) await end();
  };
}

import { dependency, env } from '../facts/declare.js';
import { code, imported } from '../facts/fact.js';
import type { Host } from '../project/host.js';
import { type AdoptedContext, type AdoptedPart, adopted } from './adopted.js';
import { folder, wire } from './module.js';

/** Whose connection commands go through: the application's own, or one of ours by the library that it has. */
type Client = 'ioredis' | 'node-redis' | 'node-redis-own' | 'own';

function clientOf({ redis }: Host): Client {
  // The callbacks of node-redis 3 are another library in all but name.
  const isOld = (redis?.major ?? 4) < 4;
  if (redis?.library === 'redis' && !isOld) return redis.instance === null ? 'node-redis-own' : 'node-redis';
  return redis?.library === 'ioredis' && redis.instance !== null ? 'ioredis' : 'own';
}

interface Needs {
  readonly client: Client | null;
  /** Where BullMQ, which opens its own connections, finds the options; null without BullMQ. */
  readonly options: 'ioredis' | 'own' | null;
}

function needsOf({ host, option }: AdoptedContext): Needs {
  return {
    client: option('cache', 'store') === 'redis' ? clientOf(host) : null,
    options: option('queue', 'driver') !== 'bullmq' ? null : clientOf(host) === 'ioredis' ? 'ioredis' : 'own',
  };
}

const isOwn = ({ client }: Needs): boolean => client === 'own' || client === 'node-redis-own';
const readsUrl = (needs: Needs): boolean => isOwn(needs) || needs.options === 'own';

/** The Redis connection of a backend that create-backend didn't make: its own one wherever it exports one. */
export const adoptedRedis: AdoptedPart = adopted({
  requires: () => [{ id: 'settings', because: 'the address of Redis is a setting' }],
  conflicts: (context) => {
    const { redis } = context.host;
    const isOld = redis?.library === 'ioredis' && redis.major !== null && redis.major < 5;
    const needs = needsOf(context);
    if (!isOld || (needs.client !== 'own' && needs.options === null)) return [];
    return [
      `ioredis ${redis.major} is too old for what would use it; update it (\`${context.packageManager} add ioredis@5\`), then repeat the command.`,
    ];
  },
  files: (context) => {
    const needs = needsOf(context);
    return [
      ...(readsUrl(needs) ? [folder('adopted/redis/settings')] : []),
      ...(needs.client === null
        ? []
        : [folder('adopted/redis/client'), folder(`adopted/redis/${needs.client}`)]),
      ...(needs.options === null ? [] : [folder(`adopted/redis/options-${needs.options}`)]),
    ];
  },
  facts: (context) => {
    const needs = needsOf(context);
    return [
      ...(needs.client === 'own' ? [dependency('ioredis')] : []),
      ...(readsUrl(needs)
        ? [
            env('REDIS_URL', {
              group: 'Redis',
              rank: 10,
              example: 'redis://127.0.0.1:6379',
              comment: 'The Redis server; rediss:// for TLS.',
            }),
          ]
        : []),
    ];
  },
  wires: (context) =>
    isOwn(needsOf(context))
      ? [wire('stop', 20, code`await ${imported('disconnectRedis', 'src/platform/redis/client')}();`)]
      : [],
  notes: (context) => {
    const { redis } = context.host;
    const needs = needsOf(context);
    return [
      ...(redis !== null && redis.instance === null && readsUrl(needs)
        ? [
            `No file exports this backend's ${redis.library} connection, so the platform opens its own from REDIS_URL.`,
          ]
        : []),
      ...(redis?.library === 'redis' && needs.options !== null
        ? ['BullMQ speaks to Redis through ioredis, so its connections come from REDIS_URL.']
        : []),
    ];
  },
});

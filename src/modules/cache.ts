import { dependency, env } from '../facts/declare.js';
import { code, imported } from '../facts/fact.js';
import { adoptedCache } from './cache-adopted.js';
import { cacheStore } from './cache-stores.js';
import { defineModule, folder, perFramework, wire } from './module.js';

const settingsFile = 'src/platform/cache/settings';

export const cache = defineModule({
  id: 'cache',
  version: 1,
  guideline: 8,
  summary: 'Cache with tags, stampede protection and per-route caching',
  main: 'store',
  options: {
    store: {
      type: 'choice',
      values: [
        { value: 'memory', label: 'Memory', hint: 'one process, no server' },
        { value: 'redis', label: 'Redis', hint: 'shared by all processes' },
        { value: 'tiered', label: 'Memory and Redis', hint: 'large values in memory, checked in Redis' },
        { value: 'memcached', label: 'Memcached', hint: 'shared by all processes' },
        { value: 'database', label: 'Database', hint: "a table in the project's own" },
        { value: 'file', label: 'Files', hint: 'shared by the processes of one machine' },
      ],
      default: 'memory',
      ask: 'Where should the cache live?',
      description: 'Where cached values are kept',
    },
  },
  conflicts: ({ options, option }) =>
    options.store === 'database' && ['sqlite', 'mysql'].includes(String(option('database', 'engine')))
      ? [
          'The cache keeps a table in PostgreSQL only; take cache.store file or redis, or database.engine postgres.',
        ]
      : [],
  requires: ({ options }) => cacheStore(options.store).requires ?? [],
  files: (context) => [
    folder('modules/cache/common'),
    ...cacheStore(context.options.store).files(context),
    folder(`modules/cache/${context.framework}`),
    ...(context.framework === 'nest' ? [folder(`modules/cache/nest-${context.server}`)] : []),
  ],
  facts: (context) => [
    ...cacheStore(context.options.store).facts(context),
    ...perFramework(context.framework, {
      fastify: [dependency('fastify-plugin')],
      express: [],
      hono: [],
      nest: [],
    }),
    env('CACHE_TTL_SECONDS', {
      group: 'Cache',
      rank: 10,
      example: '300',
      comment: "How long a value is kept when the code doesn't say, in seconds.",
    }),
    env('CACHE_MAX_VALUE_BYTES', {
      group: 'Cache',
      rank: 20,
      example: '1048576',
      comment: 'Larger values are answered but not kept, in bytes.',
    }),
  ],
  wires: ({ options, framework }) => [
    ...(cacheStore(options.store).wires ?? []),
    wire('settings', 50, code`cache: ${imported('cacheSettings', settingsFile)}(env),`),
    wire('check', 30, code`cache: ${imported('pingCache', 'src/platform/cache/index')},`),
    ...perFramework(framework, {
      fastify: [
        wire(
          'install',
          60,
          code`await app.register(${imported('routeCache', 'src/platform/cache/route-cache')});`,
        ),
      ],
      express: [],
      hono: [],
      nest: [],
    }),
  ],
  adopted: adoptedCache,
});

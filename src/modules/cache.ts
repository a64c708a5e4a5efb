import { dependency, env } from '../facts/declare.js';
import { code, imported } from '../facts/fact.js';
import { adoptedCache } from './cache-adopted.js';
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
      ],
      default: 'memory',
      ask: 'Where should the cache live?',
      description: 'Where cached values are kept',
    },
  },
  requires: ({ options }) =>
    options.store === 'redis' ? [{ id: 'redis', because: 'cached values are kept in Redis' }] : [],
  files: ({ options, framework, server }) => [
    folder('modules/cache/common'),
    folder(`modules/cache/${options.store}`),
    folder(`modules/cache/${framework}`),
    ...(framework === 'nest' ? [folder(`modules/cache/nest-${server}`)] : []),
  ],
  facts: ({ name, options, framework }) => [
    ...(options.store === 'memory' ? [dependency('lru-cache')] : []),
    ...perFramework(framework, { fastify: [dependency('fastify-plugin')], express: [], hono: [], nest: [] }),
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
    options.store === 'memory'
      ? env('CACHE_MAX_BYTES', {
          group: 'Cache',
          rank: 30,
          example: '67108864',
          comment: 'What all values together may take, in bytes.',
        })
      : env('CACHE_PREFIX', {
          group: 'Cache',
          rank: 30,
          example: name,
          comment: 'What every key in Redis starts with.',
        }),
  ],
  wires: ({ framework }) => [
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

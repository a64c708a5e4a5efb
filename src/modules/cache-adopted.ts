import { env } from '../facts/declare.js';
import type { Fact } from '../facts/fact.js';
import { code, imported } from '../facts/fact.js';
import type { Host } from '../project/host.js';
import { type AdoptedContext, type AdoptedPart, adopted } from './adopted.js';
import { folder, wire } from './module.js';

const routeCacheOf = ({ framework, nestPlatform }: Host): string =>
  framework === 'nest' ? `nest-${nestPlatform ?? 'express'}` : framework;

/** How a route is cached, in the words of the framework. */
const examples: Readonly<Record<Host['framework'], string>> = {
  express: "router.get('/products', cached({ ttlSeconds: 60, tags: ['products'] }), list)",
  fastify: "app.get('/products', { ...cached({ ttlSeconds: 60, tags: ['products'] }) }, list)",
  koa: "router.get('/products', cached({ ttlSeconds: 60, tags: ['products'] }), list)",
  hono: "app.get('/products', cached({ ttlSeconds: 60, tags: ['products'] }), list)",
  nest: "@Get() @Cached({ ttlSeconds: 60, tags: ['products'] })",
};

/** The answer that comes nearest, of those that there are in such a backend. */
const nearest: Readonly<Record<string, string>> = {
  tiered: 'redis',
  memcached: 'redis',
  database: 'redis',
  file: 'memory',
};

function conflictsOf({ options }: AdoptedContext): readonly string[] {
  const instead = nearest[String(options.store)];
  if (instead === undefined) return [];
  return [
    `The cache store ${options.store} only goes into backends that create-backend made; \`backend add cache --store ${instead}\` comes nearest here.`,
  ];
}

function variables({ name, options }: AdoptedContext): readonly Fact[] {
  return [
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
    options.store === 'redis'
      ? env('CACHE_PREFIX', {
          group: 'Cache',
          rank: 30,
          example: name,
          comment: 'What every key in Redis starts with.',
        })
      : env('CACHE_MAX_BYTES', {
          group: 'Cache',
          rank: 30,
          example: '67108864',
          comment: 'What all values together may take, in bytes.',
        }),
  ];
}

/** The cache of a backend that create-backend didn't make. */
export const adoptedCache: AdoptedPart = adopted({
  defaults: ({ redis }) => (redis === null ? {} : { store: 'redis' }),
  requires: ({ options }) => [
    { id: 'settings', because: 'the cache has settings' },
    ...(options.store === 'redis' ? [{ id: 'redis', because: 'cached values are kept in Redis' }] : []),
  ],
  conflicts: conflictsOf,
  files: ({ options, host }) => [
    folder('adopted/cache/common'),
    folder(`adopted/cache/${options.store === 'redis' ? 'redis' : 'memory'}`),
    ...(host.framework === 'nest' ? [folder('adopted/cache/nest')] : []),
    folder(`adopted/cache/${routeCacheOf(host)}`),
  ],
  facts: variables,
  wires: () => [wire('check', 30, code`cache: ${imported('pingCache', 'src/platform/cache/index')},`)],
  nextSteps: ({ host }) => [
    { command: examples[host.framework], why: 'cache a route: nothing is cached until you say so' },
  ],
});

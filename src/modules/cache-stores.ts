import { dependency, devDependency, env, service } from '../facts/declare.js';
import type { Fact } from '../facts/fact.js';
import { code, imported } from '../facts/fact.js';
import { type FileSource, folder, type ModuleContext, type Requirement, type Wire, wire } from './module.js';

/** What the cache needs for the place where it keeps its values. */
interface Store {
  readonly requires?: readonly Requirement[];
  files(context: ModuleContext): readonly FileSource[];
  facts(context: ModuleContext): readonly Fact[];
  readonly wires?: readonly Wire[];
}

const part = (name: string): FileSource => folder(`modules/cache/${name}`);

/** A store that several processes share can be out of reach, and they load what it lacks one at a time. */
const shared = [part('outage'), part('lease')];

const prefix = ({ name }: ModuleContext, server: string): Fact =>
  env('CACHE_PREFIX', {
    group: 'Cache',
    rank: 30,
    example: name,
    comment: `What every key in ${server} starts with.`,
  });

const maxBytes = (example: string, comment: string): Fact =>
  env('CACHE_MAX_BYTES', { group: 'Cache', rank: 30, example, comment });

const deploy = wire(
  'deploy',
  30,
  code`problems.push(...${imported('cacheDeployProblems', 'src/platform/cache/deploy')}(settings));`,
);

const memcached = `image: memcached:1.6-alpine
ports:
  - 127.0.0.1:11211:11211
healthcheck:
  test: [CMD, nc, -z, 127.0.0.1, "11211"]
  interval: 5s
  timeout: 3s
  retries: 10`;

const stores: Readonly<Record<string, Store>> = {
  memory: {
    files: () => [part('memory'), part('deploy')],
    facts: () => [
      dependency('lru-cache'),
      maxBytes('67108864', 'What all values together may take, in bytes.'),
      env('CACHE_PROCESSES', {
        group: 'Cache',
        rank: 40,
        example: '1',
        comment:
          'How many processes there are in production, workers too; check:deploy refuses more than one.',
      }),
    ],
    wires: [deploy],
  },
  redis: {
    requires: [{ id: 'redis', because: 'cached values are kept in Redis' }],
    files: () => [...shared, part('redis-commands'), part('redis'), part('isolated')],
    facts: (context) => [prefix(context, 'Redis')],
  },
  tiered: {
    requires: [{ id: 'redis', because: 'cached values are kept in Redis, and copies of them in memory' }],
    files: () => [...shared, part('redis-commands'), part('tiered'), part('isolated')],
    facts: (context) => [
      dependency('lru-cache'),
      maxBytes('67108864', 'What the copies in the memory of a process together may take, in bytes.'),
      prefix(context, 'Redis'),
    ],
  },
  memcached: {
    files: () => [...shared, part('memcached'), part('isolated')],
    facts: (context) => [
      dependency('memjs'),
      devDependency('@types/memjs'),
      env('MEMCACHED_URL', {
        group: 'Cache',
        rank: 25,
        example: 'memcached://127.0.0.1:11211',
        comment:
          'The Memcached server; several between commas share the keys. memcached://user:password@host for SASL.',
      }),
      prefix(context, 'Memcached'),
      ...(context.has('docker') ? [service('memcached', 25, memcached)] : []),
    ],
    wires: [wire('stop', 30, code`${imported('disconnectCache', 'src/platform/cache/store')}();`)],
  },
  database: {
    requires: [{ id: 'database', because: 'cached values are kept in a table of it' }],
    files: ({ option }) => [
      ...shared,
      part('database/common'),
      part(`database/${String(option('database', 'engine'))}`),
    ],
    facts: () => [],
    wires: [
      wire(
        'migrate',
        30,
        code`await ${imported('createCacheTable', 'src/platform/cache/database-store')}();`,
      ),
    ],
  },
  file: {
    files: () => [...shared, part('file'), part('isolated'), part('deploy')],
    facts: () => [
      env('CACHE_DIR', {
        group: 'Cache',
        rank: 25,
        example: 'data/cache',
        comment: 'The folder of the cache; all processes of the machine share it.',
      }),
      maxBytes('268435456', 'What all files together may take, in bytes.'),
      env('CACHE_MACHINES', {
        group: 'Cache',
        rank: 40,
        example: '1',
        comment: 'On how many machines processes run in production; check:deploy refuses more than one.',
      }),
    ],
    wires: [deploy],
  },
};

/** What belongs to a store. Throws for a store that there isn't. */
export function cacheStore(name: unknown): Store {
  const store = stores[String(name)];
  if (store === undefined) throw new Error(`There is no cache store "${name}".`);
  return store;
}

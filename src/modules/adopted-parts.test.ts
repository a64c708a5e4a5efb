import { describe, expect, it } from 'vitest';
import { hostOf } from '../../fixtures/hosts/hosts.js';
import type { Host } from '../project/host.js';
import { type AdoptedContext, stackIn } from './adopted.js';
import { adoptedCache } from './cache-adopted.js';
import { adoptedCacheBusting } from './cache-busting-adopted.js';
import type { FileSource, OptionValues } from './module.js';
import { adoptedQueue } from './queue-adopted.js';
import { adoptedRedis } from './redis-adopted.js';

const plain = hostOf('express', 4);

const exported = { file: 'src/clients.ts', name: 'client', isDefault: false };

function contextOf(host: Partial<Host>, answers: Readonly<Record<string, OptionValues>>): AdoptedContext {
  const whole = { ...plain, ...host };
  return {
    name: 'shop',
    host: whole,
    handlesSignals: false,
    options: Object.values(answers)[0] ?? {},
    has: (id) => id in answers,
    option: (id, key) => answers[id]?.[key],
    ...stackIn(whole),
    packageManager: whole.packageManager,
  };
}

const froms = (sources: readonly FileSource[]): string[] => sources.map(({ from }) => from);

describe('the cache of an adopted backend', () => {
  it.each([
    ['tiered', 'redis'],
    ['memcached', 'redis'],
    ['database', 'redis'],
    ['file', 'memory'],
  ])('is not in %s, and %s is named instead', (store, instead) => {
    const [sentence] = adoptedCache.conflicts(contextOf({}, { cache: { store } }));
    expect(sentence).toContain(`backend add cache --store ${instead}`);
    expect(adoptedCache.conflicts(contextOf({}, { cache: { store: instead } }))).toEqual([]);
  });
});

describe('the queue of an adopted backend', () => {
  it.each([
    [{ queue: { library: 'bullmq', major: 5, instance: null } }, { driver: 'bullmq' }],
    [{ redis: { library: 'ioredis', major: 5, instance: null } }, { driver: 'bullmq' }],
    [{ packages: ['pg'] }, { driver: 'pg-boss' }],
    [{}, {}],
  ] satisfies [Partial<Host>, OptionValues][])('with %j answers %j by itself', (host, answers) => {
    expect(adoptedQueue.defaults({ ...plain, ...host })).toEqual(answers);
  });

  it.each(['bull', 'agenda', 'bee-queue', 'graphile-worker'] as const)('stays out beside %s', (library) => {
    // `add` is a word of every package manager; Yarn installs no package by `install`.
    const host = { queue: { library, major: 1, instance: null }, packageManager: 'yarn' } as const;
    const [sentence] = adoptedQueue.conflicts(contextOf(host, { queue: { driver: 'bullmq' } }));
    expect(sentence).toContain(`(${library})`);
    expect(sentence).toContain('`yarn add bullmq`');
    expect(sentence).toContain('backend add queue --driver bullmq');
  });

  it('refuses a driver whose table nobody would make there', () => {
    expect(adoptedQueue.conflicts(contextOf({}, { queue: { driver: 'rabbitmq' } }))).toEqual([
      expect.stringContaining('backend add queue --driver bullmq'),
    ]);
  });

  it('names the driver that the backend has already', () => {
    const host = { queue: { library: 'bullmq', major: 5, instance: null } } as const;
    expect(adoptedQueue.conflicts(contextOf(host, { queue: { driver: 'pg-boss' } }))).toEqual([
      expect.stringContaining('backend add queue --driver bullmq'),
    ]);
    expect(adoptedQueue.conflicts(contextOf(host, { queue: { driver: 'bullmq' } }))).toEqual([]);
  });

  it('tells duplicates by their id where BullMQ may be too old to do it', () => {
    const filesFor = (major: number): string[] =>
      froms(
        adoptedQueue.files(
          contextOf({ queue: { library: 'bullmq', major, instance: null } }, { queue: { driver: 'bullmq' } }),
        ),
      );
    expect(filesFor(5)).toContain('adopted/queue/bullmq-by-id');
    expect(filesFor(6)).toContain('adopted/queue/bullmq-native');
  });

  it('leaves the list of jobs to the user', () => {
    const [seed] = adoptedQueue.seeds(contextOf({}, { queue: { driver: 'pg-boss' } }));
    expect(seed?.path).toBe('src/platform/queue/jobs.ts');
    expect(seed?.text).toContain('jobs: readonly AnyJob[] = [];');
  });
});

describe('the Redis connection of an adopted backend', () => {
  const cache = { redis: {}, cache: { store: 'redis' } };

  it.each([
    [{ library: 'ioredis', major: 5, instance: exported }, 'adopted/redis/ioredis', false],
    [{ library: 'redis', major: 4, instance: exported }, 'adopted/redis/node-redis', false],
    [{ library: 'redis', major: 5, instance: null }, 'adopted/redis/node-redis-own', false],
    [{ library: 'redis', major: 3, instance: exported }, 'adopted/redis/own', true],
    [null, 'adopted/redis/own', true],
  ] as const)('of %j is that of %s', (redis, from, addsIoredis) => {
    const context = contextOf({ redis }, cache);
    expect(froms(adoptedRedis.files(context))).toContain(from);
    expect(adoptedRedis.facts(context).some(({ key }) => key === 'ioredis')).toBe(addsIoredis);
  });

  it('is opened for BullMQ from the options of the exported ioredis', () => {
    const redis = { library: 'ioredis', major: 5, instance: exported } as const;
    const files = adoptedRedis.files(contextOf({ redis }, { redis: {}, queue: { driver: 'bullmq' } }));
    expect(froms(files)).toEqual(['adopted/redis/options-ioredis']);
  });

  it('is refused over an ioredis that is too old to open another one with', () => {
    const redis = { library: 'ioredis', major: 4, instance: null } as const;
    expect(adoptedRedis.conflicts(contextOf({ redis }, cache))).toEqual([
      expect.stringContaining('ioredis@5'),
    ]);
  });
});

describe('busting in an adopted backend', () => {
  const busting = { 'cache-busting': {} };
  const partsFor = (host: Partial<Host>) => {
    const context = contextOf(host, busting);
    return {
      wires: adoptedCacheBusting.wires(context).map(({ anchor, code }) => `${anchor}: ${code.text}`),
      steps: adoptedCacheBusting.nextSteps(context).map(({ command }) => command),
      notes: adoptedCacheBusting.notes(context),
    };
  };

  it.each(['sequelize', 'knex', 'mikro-orm'] as const)('binds to an exported %s by itself', (library) => {
    const { wires, steps } = partsFor({ orm: { library, major: 6, instance: exported } });
    expect(wires).toEqual(['start: bindWrites();']);
    expect(steps).toEqual([]);
  });

  it('binds to the data source of Nest through the app', () => {
    const orm = { library: 'typeorm', major: 1, instance: null } as const;
    expect(partsFor({ framework: 'nest', orm }).wires).toEqual(['install: bindWrites(app);']);
  });

  it('asks for the line that extends a Prisma client, and attaches to an old one', () => {
    const orm = { library: 'prisma', instance: exported } as const;
    expect(partsFor({ orm: { ...orm, major: 7 } })).toMatchObject({
      wires: [],
      steps: ['new PrismaClient().$extends(bustOnWrite)'],
    });
    expect(partsFor({ orm: { ...orm, major: 5 } }).wires).toEqual(['start: bindWrites();']);
  });

  it.each(['drizzle', 'kysely'] as const)('says that %s tells nobody of its writes', (library) => {
    const { wires, notes } = partsFor({ orm: { library, major: 0, instance: null } });
    expect(wires).toEqual([]);
    expect(notes).toEqual([expect.stringContaining("await bust('products')")]);
  });
});

it('the cache of an adopted backend lives in its Redis, and offers routes to be cached', () => {
  const redis = { library: 'redis', major: 5, instance: null } as const;
  expect(adoptedCache.defaults({ ...plain, redis })).toEqual({ store: 'redis' });
  expect(adoptedCache.nextSteps(contextOf({}, { cache: { store: 'memory' } }))[0]?.command).toContain(
    'cached({',
  );
});

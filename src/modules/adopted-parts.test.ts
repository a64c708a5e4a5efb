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
      facts: adoptedCacheBusting.facts(context),
      steps: adoptedCacheBusting.nextSteps(context).map(({ command }) => command),
      reasons: adoptedCacheBusting.nextSteps(context).map(({ why }) => why),
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

  const making = { file: 'src/db.ts', line: 4, maker: 'PrismaClient', isExtended: false, options: [] };

  it('is put around the one place that makes a Prisma client', () => {
    const orm = { library: 'prisma', major: 7, instance: null, makings: [making] } as const;
    expect(partsFor({ orm })).toMatchObject({
      wires: ['start: onWrite(bust);'],
      steps: [],
      facts: [{ kind: 'wrap', file: 'src/db.ts', maker: 'PrismaClient', around: 'value' }],
    });
    const extended = { ...orm, makings: [{ ...making, isExtended: true }] };
    expect(partsFor({ orm: extended }).facts).toMatchObject([
      { wrapper: { name: 'busting', from: './src/platform/cache-busting/writes' }, around: 'class' },
    ]);
  });

  it('asks for a line where several places make a Prisma client, and names them', () => {
    const makings = [making, { ...making, file: 'src/jobs.ts', line: 9 }];
    const orm = { library: 'prisma', major: 6, instance: exported, makings } as const;
    expect(partsFor({ orm })).toMatchObject({
      wires: ['start: onWrite(bust);'],
      facts: [],
      steps: ['bustOnWrite(new PrismaClient(…))'],
      reasons: [expect.stringContaining('where the client is made: src/db.ts:4, src/jobs.ts:9')],
    });
  });

  it.each([
    [4, 15, exported, ['start: bindWrites();'], false],
    [4, 15, null, [], false],
    [4, 16, null, ['start: onWrite(bust);'], true],
    [5, undefined, exported, ['start: onWrite(bust);'], true],
  ] as const)('knows what Prisma %d.%s can do', (major, minor, instance, wires, isPut) => {
    const version = minor === undefined ? { major } : { major, minor };
    const parts = partsFor({ orm: { library: 'prisma', ...version, instance, makings: [making] } });
    expect(parts.wires).toEqual(wires);
    expect(parts.facts.length > 0).toBe(isPut);
  });

  it('attaches to an old Prisma whose places nobody has looked for', () => {
    const orm = { library: 'prisma', major: 5, instance: exported } as const;
    expect(partsFor({ orm }).wires).toEqual(['start: bindWrites();']);
  });

  it('is put around the dialect of the one Kysely, where that is written out', () => {
    const kysely = { ...making, maker: 'Kysely', options: ['dialect', 'plugins'] };
    const orm = { library: 'kysely', major: 0, instance: null, makings: [kysely] } as const;
    expect(partsFor({ orm }).facts).toMatchObject([{ around: { option: 'dialect' }, maker: 'Kysely' }]);
    const elsewhere = { ...orm, makings: [{ ...kysely, options: [] }] };
    expect(partsFor({ orm: elsewhere })).toMatchObject({
      facts: [],
      steps: ['new Kysely({ dialect: bustOnWrite(dialect) })'],
      reasons: [expect.stringContaining('src/db.ts:4')],
    });
  });

  it('is put around the one Drizzle of a version that it knows', () => {
    const drizzle = { ...making, maker: 'drizzle' };
    const orm = { library: 'drizzle', major: 0, minor: 45, instance: null, makings: [drizzle] } as const;
    expect(partsFor({ orm }).facts).toMatchObject([{ around: 'value', maker: 'drizzle' }]);
    expect(partsFor({ orm: { ...orm, makings: [] } }).steps).toEqual(['bustOnWrite(drizzle(…))']);
  });

  it('is imported first where one file begins the process, for Mongoose', () => {
    const orm = { library: 'mongoose', major: 8, instance: null } as const;
    const entry = { file: 'src/main.ts' };
    expect(partsFor({ orm, entry }).facts).toMatchObject([
      { kind: 'lead', file: 'src/main.ts', module: './src/platform/cache-busting/first' },
    ]);
    expect(partsFor({ orm })).toMatchObject({
      facts: [],
      steps: ["import './src/platform/cache-busting/first', before the first model is made"],
    });
  });

  it.each([
    [0, 28],
    [1, 0],
  ])('says that Drizzle %d.%d tells nobody of its writes', (major, minor) => {
    const { wires, notes, facts } = partsFor({ orm: { library: 'drizzle', major, minor, instance: null } });
    expect([...wires, ...facts]).toEqual([]);
    expect(notes).toEqual([expect.stringContaining("await bust('products')")]);
    expect(notes).toEqual([expect.stringContaining(`drizzle ${major}.${minor}`)]);
  });
});

it('the cache of an adopted backend lives in its Redis, and offers routes to be cached', () => {
  const redis = { library: 'redis', major: 5, instance: null } as const;
  expect(adoptedCache.defaults({ ...plain, redis })).toEqual({ store: 'redis' });
  expect(adoptedCache.nextSteps(contextOf({}, { cache: { store: 'memory' } }))[0]?.command).toContain(
    'cached({',
  );
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { load } from '../../fixtures/hosts/load.js';

interface Reader {
  string(name: string): string;
  optionalString(name: string): string | undefined;
  int(name: string, limits?: { default?: number; min?: number }): number;
  float(name: string): number;
  bool(name: string): boolean;
  list(name: string): readonly string[];
  url(name: string): string;
  json<T>(name: string, read: (value: unknown) => T): T;
}

interface Variables {
  readEnv<T>(read: (env: Reader) => T, variables: Readonly<Record<string, string>>): T;
}

describe('the reader of variables in a backend that create-backend did not make', () => {
  const folder = mkdtempSync(join(tmpdir(), 'env-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let readEnv: Variables['readEnv'];
  beforeAll(async () => {
    ({ readEnv } = await load<Variables>('src/platform/settings/env.ts', { settings: {} }));
  });

  it('reads types, defaults and secrets from files', () => {
    const file = join(folder, 'token');
    writeFileSync(file, 'from a file\n');
    const variables = { PORT: '80', ON: 'yes', LIST: 'a, b,', RATE: '0.5', TOKEN_FILE: file, MAP: '{"a":1}' };
    const read = (env: Reader) => ({
      port: env.int('PORT'),
      other: env.int('OTHER', { default: 9 }),
      on: env.bool('ON'),
      list: env.list('LIST'),
      rate: env.float('RATE'),
      token: env.string('TOKEN'),
      none: env.optionalString('NONE'),
      map: env.json('MAP', (value) => value),
    });
    expect(readEnv(read, variables)).toEqual({
      port: 80,
      other: 9,
      on: true,
      list: ['a', 'b'],
      rate: 0.5,
      token: 'from a file',
      none: undefined,
      map: { a: 1 },
    });
  });

  it('names everything that is wrong at once, and never the value of a secret', () => {
    const variables = { PORT: 'http', DATABASE_URL: 'hunter2', ON: 'constructor', FEW: '1' };
    const read = () =>
      readEnv(
        (env) => [
          env.int('PORT'),
          env.string('NAME'),
          env.url('DATABASE_URL'),
          env.bool('ON'),
          env.int('FEW', { min: 2 }),
        ],
        variables,
      );
    expect(read).toThrow(/PORT is malformed: expected a whole number, not "http"/);
    expect(read).toThrow(/NAME is missing/);
    expect(read).toThrow(/DATABASE_URL is malformed: expected a URL\n/);
    expect(read).toThrow(/ON is malformed: expected true or false/);
    expect(read).toThrow(/FEW is malformed: expected 2 or more/);
    expect(read).not.toThrow(/hunter2/);
  });
});

interface Cached {
  readonly cache: {
    get<T>(key: string): Promise<T | undefined>;
    set(key: string, value: unknown, options?: object): Promise<void>;
    getOrSet<T>(key: string, options: object, load: () => Promise<T>): Promise<T>;
    delete(key: string): Promise<void>;
    deleteByTag(...tags: string[]): Promise<void>;
    increment(key: string, by?: number): Promise<number | undefined>;
  };
}

describe('the cache in a backend that create-backend did not make', () => {
  let cache: Cached['cache'];
  beforeAll(async () => {
    ({ cache } = await load<Cached>('src/platform/cache/index.ts', { cache: { store: 'memory' } }));
  });

  it('runs one load for 50 callers that miss at once', async () => {
    let loads = 0;
    const source = async (): Promise<number> => {
      loads += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return loads;
    };
    const calls = Array.from({ length: 50 }, () => cache.getOrSet('crowd', { ttlSeconds: 60 }, source));
    expect(new Set(await Promise.all(calls))).toEqual(new Set([1]));
    expect(loads).toBe(1);
  });

  it('forgets what depends on a tag, and nothing else', async () => {
    await cache.set('tea', { price: '1.00' }, { ttlSeconds: 60, tags: ['products', 'tea'] });
    await cache.set('about', 'us', { ttlSeconds: 60 });
    await cache.deleteByTag('products');
    expect(await cache.get('tea')).toBeUndefined();
    expect(await cache.get('about')).toBe('us');
  });

  it('keeps nothing that a reader began to load before a write', async () => {
    const gate: { open: () => void } = { open: () => undefined };
    const slow = cache.getOrSet('stock', { ttlSeconds: 60, tags: ['stock'] }, async () => {
      await new Promise<void>((resolve) => {
        gate.open = resolve;
      });
      return 'old';
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await cache.deleteByTag('stock');
    gate.open();
    expect(await slow).toBe('old');
    expect(await cache.get('stock')).toBeUndefined();
  });

  it('lets values go when their time is over', async () => {
    await cache.set('brief', 1, { ttlSeconds: 0.02 });
    expect(await cache.get('brief')).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(await cache.get('brief')).toBeUndefined();
  });

  it('counts', async () => {
    expect(await cache.increment('visits')).toBe(1);
    expect(await cache.increment('visits', 4)).toBe(5);
  });

  it('takes keys with any characters and values of a megabyte', async () => {
    const large = 'x'.repeat(1_000_000);
    await cache.set('a b\n{ü}:*', large, { ttlSeconds: 60 });
    expect(await cache.get('a b\n{ü}:*')).toBe(large);
    await cache.delete('a b\n{ü}:*');
    expect(await cache.get('a b\n{ü}:*')).toBeUndefined();
  });
});

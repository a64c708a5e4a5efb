import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createEnv, type Env } from './env.js';
import { SettingsError } from './errors.js';
import type { Problems, Variables } from './reader.js';

function envOf(variables: Variables) {
  const problems: Problems = { missing: new Set(), invalid: new Map() };
  return { env: createEnv({ APP_ENV: 'test', ...variables }, problems), problems };
}

describe('the typed readers', () => {
  const { env, problems } = envOf({
    STR: 'a\nb',
    YES: 'on',
    NO: 'FALSE',
    INT: '-12',
    FLOAT: '1.5',
    PORT: '8080',
    LIST: 'a, b,,c',
    DICT: 'a=1, b=x=y',
    URL: 'https://example.com/a?b=c',
    URLS: 'memcached://a, memcached://user:secret@b:1',
    PATH_TO: 'some/where',
    //{{#if database.sqlite}}
    DB: 'file:data/app.db',
    //{{/if}}
    //{{#if database.mysql}}
    DB: 'mysql://me:secret@localhost/db',
    //{{/if}}
    //{{#if database.postgres}}
    DB: 'postgres://me:secret@localhost/db',
    //{{/if}}
    CACHE: 'redis://localhost:6379',
    //{{#if queue.rabbitmq}}
    BROKER: 'amqps://localhost:5671',
    //{{/if}}
    MAIL: 'smtp://localhost:25',
    RATE: '100/min',
    OFF: 'off',
    JSON: '{"a":1}',
    CHOICE: 'b',
  });

  it('read what each type looks like', () => {
    expect(env.str('STR')).toBe('a\nb');
    expect(env.bool('YES')).toBe(true);
    expect(env.bool('NO')).toBe(false);
    expect(env.int('INT')).toBe(-12);
    expect(env.float('FLOAT')).toBe(1.5);
    expect(env.port('PORT')).toBe(8080);
    expect(env.list('LIST')).toEqual(['a', 'b', 'c']);
    expect(env.dict('DICT')).toEqual({ a: '1', b: 'x=y' });
    expect(env.url('URL').hostname).toBe('example.com');
    expect(env.urls('URLS').map(({ host }) => host)).toEqual(['a', 'b:1']);
    expect(env.path('PATH_TO')).toBe(resolve('some/where'));
    //{{#if database.sqlite}}
    expect(env.databaseUrl('DB')).toBe('file:data/app.db');
    //{{/if}}
    //{{#if database.mysql}}
    expect(env.databaseUrl('DB')).toBe('mysql://me:secret@localhost/db');
    //{{/if}}
    //{{#if database.postgres}}
    expect(env.databaseUrl('DB')).toBe('postgres://me:secret@localhost/db');
    //{{/if}}
    expect(env.cacheUrl('CACHE')).toBe('redis://localhost:6379');
    //{{#if queue.rabbitmq}}
    expect(env.brokerUrl('BROKER')).toBe('amqps://localhost:5671');
    //{{/if}}
    expect(env.emailUrl('MAIL')).toBe('smtp://localhost:25');
    expect(env.rate('RATE')).toEqual({ limit: 100, windowMs: 60_000 });
    expect(env.rate('OFF')).toBe('off');
    expect(env.json('JSON', z.object({ a: z.number() }))).toEqual({ a: 1 });
    expect(env.choice('CHOICE', ['a', 'b'])).toBe('b');
    expect(problems).toEqual({ missing: new Set(), invalid: new Map() });
  });

  it('take the default, or nothing where a variable is optional', () => {
    expect(env.str('ABSENT', { default: 'x' })).toBe('x');
    expect(env.str('ABSENT', { optional: true })).toBeUndefined();
    expect(env.json('ABSENT', z.array(z.string()), { default: [] })).toEqual([]);
  });
});

describe('what is wrong', () => {
  it('is noted, all of it, without a value', () => {
    const bad = 'hunter2';
    const { env, problems } = envOf({ A: bad, BIG: '99999999999999999999' });
    env.bool('A');
    env.int('BIG');
    env.str('B');
    env.list('C');
    expect(problems.missing).toEqual(new Set(['B', 'C']));
    expect([...problems.invalid.keys()]).toEqual(['A', 'BIG']);
    const { message } = new SettingsError(problems);
    for (const name of ['A', 'B', 'C', 'BIG']) expect(message).toContain(`  ${name} is `);
    expect(message).not.toContain(bad);
  });

  it.each([
    ['int', '1.5', (env: Env) => env.int('A')],
    ['float', 'x', (env: Env) => env.float('A')],
    ['port', '70000', (env: Env) => env.port('A')],
    ['dict', 'a', (env: Env) => env.dict('A')],
    ['url', 'nowhere', (env: Env) => env.url('A')],
    ['databaseUrl', 'mongodb://localhost', (env: Env) => env.databaseUrl('A')],
    ['cacheUrl', 'localhost', (env: Env) => env.cacheUrl('A')],
    ['emailUrl', 'http://localhost', (env: Env) => env.emailUrl('A')],
    ['rate', '100/fortnight', (env: Env) => env.rate('A')],
  ])('is found by %s in %s', (_reader, text, read) => {
    const { env, problems } = envOf({ A: text });
    read(env);
    expect(problems.invalid.has('A')).toBe(true);
  });

  it.each(['{', '{"a":"x"}'])('is found by json in %s', (text) => {
    const { env, problems } = envOf({ A: text });
    expect(() => env.json('A', z.object({ a: z.number() }))).toThrow(SettingsError);
    expect(problems.invalid.has('A')).toBe(true);
  });

  it('is found by the readers whose neutral value is a list, a path, a URL or a word', () => {
    const { env, problems } = envOf({});
    expect(env.dict('A')).toEqual({});
    expect(env.path('B')).toBe('');
    expect(env.url('C')).toBeInstanceOf(URL);
    expect(env.choice('D', ['a', 'b'])).toBe('a');
    expect(env.rate('E')).toBe('off');
    expect(problems.missing.size).toBe(5);
  });

  it('is an environment that nobody knows', () => {
    const { problems } = envOf({ APP_ENV: 'prod' });
    expect(problems.invalid.get('APP_ENV')).toContain('production');
  });
});

describe('a secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'env-'));
  const file = join(folder, 'key');
  writeFileSync(file, 'from a file\n');

  it('can come from a file', () => {
    expect(envOf({ KEY_FILE: file }).env.str('KEY')).toBe('from a file');
    expect(envOf({ KEY_FILE: file, KEY: 'itself' }).env.str('KEY')).toBe('itself');
  });

  it('is invalid, not missing, when its file is not there', () => {
    const { env, problems } = envOf({ KEY_FILE: join(folder, 'absent') });
    env.str('KEY');
    expect(problems.invalid.get('KEY')).toContain('KEY_FILE');
    expect(problems.missing.size).toBe(0);
  });

  it('has no default where the backend is deployed', () => {
    const read = (environment: string) => {
      const { env, problems } = envOf({ APP_ENV: environment });
      env.str('KEY', { default: 'not so secret', secret: true });
      return [...problems.missing];
    };
    expect(read('test')).toEqual([]);
    expect(read('production')).toEqual(['KEY']);
  });
});

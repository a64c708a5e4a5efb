import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SettingsError } from './errors.js';
import { applyLocal, freeze, loadDotenv, readSettings } from './load.js';
import { localSettings } from './local.example.js';

//{{#if database.mysql}}
const servers = {
  DATABASE_URL: 'mysql://localhost/app',
  TEST_DATABASE_URL: 'mysql://localhost/app_test',
};
const read: typeof readSettings = (variables) => readSettings({ ...servers, ...variables });
//{{else}}
const read = readSettings;
//{{/if}}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('the environments', () => {
  it('are development unless something else is asked for', () => {
    expect(read({}).environment).toBe('development');
    expect(read({ NODE_ENV: 'test' }).environment).toBe('test');
    expect(read({ NODE_ENV: 'production', APP_ENV: 'test' }).environment).toBe('test');
  });

  it('differ in how much they log', () => {
    expect(read({ APP_ENV: 'development' }).logging.level).toBe('debug');
    expect(read({ APP_ENV: 'test' }).logging.level).toBe('silent');
    expect(read({ APP_ENV: 'test', LOG_LEVEL: 'warn' }).logging.level).toBe('warn');
  });

  it('refuse to be anything else', () => {
    expect(() => read({ APP_ENV: 'live' })).toThrow(/APP_ENV is invalid/);
  });

  it.each(['staging', 'production'])('take nothing for granted in %s', (environment) => {
    expect(() => read({ APP_ENV: environment, PORT: 'x' })).toThrow(SettingsError);
  });
});

describe('.env', () => {
  it('is read in development, .env.test in tests, and neither overrides what is set', () => {
    vi.stubEnv('FROM_SHELL', 'shell');
    for (const name of ['FROM_DEVELOPMENT', 'FROM_TEST']) vi.stubEnv(name, undefined);
    writeFileSync(join(folder, '.env'), 'FROM_SHELL=file\nFROM_DEVELOPMENT=yes\n');
    writeFileSync(join(folder, '.env.test'), 'FROM_TEST=yes\n');

    loadDotenv('production', folder);
    expect(process.env.FROM_DEVELOPMENT).toBeUndefined();
    loadDotenv('test', folder);
    expect(process.env.FROM_DEVELOPMENT).toBeUndefined();
    expect(process.env.FROM_TEST).toBe('yes');
    loadDotenv(undefined, folder);
    expect(process.env.FROM_DEVELOPMENT).toBe('yes');
    expect(process.env.FROM_SHELL).toBe('shell');
  });
});

describe('local settings', () => {
  const text = `export const localSettings = (settings) => ({ ...settings, server: { ...settings.server, port: 4000 } });\n`;

  it('change development', async () => {
    writeFileSync(join(folder, 'local.js'), text);
    const settings = read({ APP_ENV: 'development' });
    const local = await applyLocal(settings, `${pathToFileURL(folder)}/`);
    expect(local.server.port).toBe(4000);
  });

  it('change nothing else, and need not be there', async () => {
    const development = read({ APP_ENV: 'development' });
    expect(await applyLocal(development, `${pathToFileURL(folder)}/`)).toBe(development);
    writeFileSync(join(folder, 'local.js'), text);
    const test = read({ APP_ENV: 'test' });
    expect(await applyLocal(test, `${pathToFileURL(folder)}/`)).toBe(test);
  });

  it('have an example that works', () => {
    expect(localSettings(read({ APP_ENV: 'test' })).logging.level).toBe('trace');
  });
});

describe('freeze', () => {
  it('goes into objects and lists, and leaves instances alone', () => {
    const value = freeze({ list: [{ a: 1 }], url: new URL('http://localhost') });
    expect(Object.isFrozen(value.list[0])).toBe(true);
    expect(Object.isFrozen(value.url)).toBe(false);
  });
});

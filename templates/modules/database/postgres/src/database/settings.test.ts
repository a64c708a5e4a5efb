import { expect, test } from 'vitest';
import { createEnv } from '../settings/env.js';
import { databaseSettings } from './settings.js';

const url = 'postgres://db.test/app';

function read(variables: Record<string, string>) {
  const problems = { missing: new Set<string>(), invalid: new Map<string, string>() };
  const { url, dataDir } = databaseSettings(createEnv(variables, problems));
  return { url, dataDir, missing: [...problems.missing] };
}

test('development has an embedded database when it is given no server', () => {
  const embedded = read({ APP_ENV: 'development' });
  expect(embedded).toMatchObject({ url: undefined, missing: [] });
  expect(embedded.dataDir).toMatch(/data$/);
  expect(read({ APP_ENV: 'development', DATABASE_URL: url }).url).toBe(url);
});

test('production does not start without a server', () => {
  expect(read({ APP_ENV: 'production' }).missing).toEqual(['DATABASE_URL']);
  expect(read({ APP_ENV: 'production', DATABASE_URL: url })).toMatchObject({ url, missing: [] });
});

test('tests never use the database of the developer', () => {
  expect(read({ APP_ENV: 'test', DATABASE_URL: url })).toEqual({
    url: undefined,
    dataDir: undefined,
    missing: [],
  });
  expect(read({ APP_ENV: 'test', TEST_DATABASE_URL: url }).url).toBe(url);
});

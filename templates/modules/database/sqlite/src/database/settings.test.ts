import { expect, test } from 'vitest';
import { createEnv } from '../settings/env.js';
import { databaseSettings } from './settings.js';

const url = 'file:/data/app.db';

function read(variables: Record<string, string>) {
  const problems = { missing: new Set<string>(), invalid: new Map<string, string>() };
  const { url } = databaseSettings(createEnv(variables, problems));
  return { url, missing: [...problems.missing] };
}

test('development has a file of its own', () => {
  expect(read({ APP_ENV: 'development' })).toEqual({ url: 'file:data/app.db', missing: [] });
  expect(read({ APP_ENV: 'development', DATABASE_URL: url }).url).toBe(url);
});

test('a deployed process is told where the database is', () => {
  expect(read({ APP_ENV: 'production' }).missing).toEqual(['DATABASE_URL']);
  expect(read({ APP_ENV: 'staging' }).missing).toEqual(['DATABASE_URL']);
  expect(read({ APP_ENV: 'production', DATABASE_URL: url })).toEqual({ url, missing: [] });
});

test('tests never use the database of the developer', () => {
  expect(read({ APP_ENV: 'test', DATABASE_URL: url }).url).toBe('file:data/test.db');
  expect(read({ APP_ENV: 'test', TEST_DATABASE_URL: url }).url).toBe(url);
});

import { expect, test } from 'vitest';
import { createEnv } from '../settings/env.js';
import { databaseSettings } from './settings.js';

const url = 'mysql://db.test/app';

function read(variables: Record<string, string>) {
  const problems = { missing: new Set<string>(), invalid: new Map<string, string>() };
  const { url } = databaseSettings(createEnv(variables, problems));
  return { url, missing: [...problems.missing] };
}

test.each(['development', 'staging', 'production'])(
  '%s does not start without a server',
  (name) => {
    expect(read({ APP_ENV: name }).missing).toEqual(['DATABASE_URL']);
    expect(read({ APP_ENV: name, DATABASE_URL: url })).toEqual({ url, missing: [] });
  },
);

test('tests never use the database of the developer', () => {
  expect(read({ APP_ENV: 'test', DATABASE_URL: url }).missing).toEqual(['TEST_DATABASE_URL']);
  expect(read({ APP_ENV: 'test', TEST_DATABASE_URL: url })).toEqual({ url, missing: [] });
});

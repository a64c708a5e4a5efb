import mysql from 'mysql2';
import { afterEach, expect, test, vi } from 'vitest';
import { logger } from '../platform/logging/logger.js';
import { settings } from '../settings/index.js';
import { createDriver, type Driver } from './driver.js';
//{{#if (and on.cacheBusting database.drizzle)}}
import { lastStatement } from './query-log.js';
//{{/if}}

let driver: Driver | undefined;

afterEach(async () => {
  await driver?.close();
  driver = undefined;
});

const open = (statementTimeoutMs: number): Promise<Driver> => {
  const url = new URL(settings.database.url);
  //{{#if database.typeorm}}
  url.pathname = '/information_schema';
  //{{else}}
  url.pathname = '/';
  //{{/if}}
  return createDriver(mysql.createPool({ uri: url.href }), statementTimeoutMs);
};

test('a statement that runs too long is cancelled', async () => {
  driver = await open(200);
  const startedAt = performance.now();
  await driver.query('select sleep(5)').catch(() => undefined);
  expect(performance.now() - startedAt).toBeLessThan(3_000);
});

//{{#if (and on.cacheBusting database.drizzle)}}
test('the last statement is the one that was asked for last, on whatever connection', async () => {
  const opened = await open(30_000);
  driver = opened;
  const answered: string[] = [];
  await opened.transaction(async ({ query }) => {
    await query('select 1');
    const slow = opened.query('select sleep(0.5)').then(() => answered.push('slow'));
    const quick = query('select 1').then(() => answered.push('quick'));
    await lastStatement().then(() => answered.push('last'));
    await Promise.all([slow, quick]);
  });
  expect(answered).toEqual(['last', 'quick', 'slow']);
});

//{{/if}}
test('a connection that is lost in a transaction is replaced', async () => {
  driver = await open(30_000);
  const work = driver.transaction(async ({ query }) => {
    const { rows } = await query('select connection_id() as id');
    await driver?.query(`kill ${Number(rows[0]?.id)}`);
    await query('select 1');
  });
  await expect(work).rejects.toThrow();
  const { rows } = await driver.transaction(({ query }) => query('select 1 as one'));
  expect(rows).toEqual([{ one: 1 }]);
});

test('a connection that cannot be set up is not used', async () => {
  const error = vi.spyOn(logger, 'error').mockReturnValue(undefined);
  await expect(open(Number.NaN)).rejects.toThrow();
  expect(error).toHaveBeenCalled();
});

import mysql from 'mysql2';
import { expect, test, vi } from 'vitest';
import { settings } from '../settings/index.js';
import { connectionsOf } from './connections.js';
import { createDataSource } from './data-source.js';
import { createDriver } from './driver.js';

vi.mock('./entities.js', async () => {
  const { EntitySchema } = await import('typeorm');
  const columns = { id: { type: 'int', primary: true } } as const;
  return { entities: [new EntitySchema<{ id: number }>({ name: 'things', columns })] };
});

/** A pool of one connection, so that whoever comes next gets the same one. */
function poolOf(database: string): mysql.Pool {
  const url = new URL(settings.database.url);
  url.pathname = `/${database}`;
  return mysql.createPool({ uri: url.href, connectionLimit: 1 });
}

test('a deadlock refuses what comes after it, also what was sent already, and ends with the work', async () => {
  const { acquire, end } = await connectionsOf(poolOf('information_schema'));
  const first = await acquire();
  const { query } = first.promise();
  const deadlock = query(
    `signal sqlstate '40001' set mysql_errno = 1213, message_text = 'Deadlock'`,
  );
  const meanwhile = query('select 1');
  await expect(deadlock).rejects.toThrow('Deadlock');
  await expect(meanwhile).rejects.toThrow('was rolled back');
  await expect(query('select 1')).rejects.toThrow('was rolled back');
  first.release();
  const second = await acquire();
  await second.promise().query('select 1');
  second.release();
  await end();
});

test('rows can be streamed', async () => {
  const source = createDataSource(await connectionsOf(poolOf('information_schema')));
  await source.initialize();
  const runner = source.createQueryRunner();
  const rows: unknown[] = [];
  for await (const row of await runner.stream('select ? as one', [1])) rows.push(row);
  await runner.release();
  await source.destroy();
  expect(rows).toEqual([{ one: 1 }]);
});

test('a database that is not as TypeORM wants it leaves no connection open', async () => {
  const pool = poolOf('');
  await expect(createDriver(pool, 1_000)).rejects.toThrow('"database" is not set');
  await expect(pool.promise().query('select 1')).rejects.toThrow('Pool is closed');
});

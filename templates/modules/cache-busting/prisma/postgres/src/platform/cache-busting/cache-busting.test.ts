import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { useDatabase } from '../../../test/database.js';
import { db, rawQuery } from '../../database/client.js';
import { onQuery } from '../../database/query-log.js';
import { transaction } from '../../database/transaction.js';
import { cache } from '../cache/index.js';
import { bust } from './index.js';
import { bustWritten } from './prisma-extension.js';
import { tagsOf } from './tags.js';

vi.mock('../cache/store.js', async () => {
  const { mapStore } = await import('../../../test/map-store.js');
  return { createStore: () => mapStore().store };
});

const priceOf = async (id: number): Promise<number> => {
  const { rows } = await rawQuery('select price from widgets where id = $1', [id]);
  return Number(rows[0]?.price);
};

const cachedPrice = () => cache.getOrSet('widget:1', { tags: ['widgets'] }, () => priceOf(1));

const isCached = async (): Promise<boolean> => (await cache.get('widget:1')) !== undefined;

describe('writes through Prisma', () => {
  useDatabase();

  beforeAll(async () => {
    await rawQuery('create table widgets (id integer primary key, price integer not null)');
  });
  beforeEach(async () => {
    await rawQuery('insert into widgets values (1, 1)');
    await cache.delete('widget:1');
    await cachedPrice();
  });

  /** What Prisma would send for an update of a model of this table. */
  const update = `UPDATE "public"."widgets" SET "price" = "price" + 1 WHERE "id" = 1 RETURNING "price"`;
  const raise = () => bustWritten(() => db().$queryRawUnsafe<{ price: number }[]>(update));

  it('bust outside of a transaction', async () => {
    await raise();
    expect(await isCached()).toBe(false);
  });

  it.each([
    ['a read', `SELECT "public"."widgets"."id" FROM "public"."widgets"`],
    ['a write to another table', `DELETE FROM "public"."gadgets"`],
  ])('bust nothing on %s', async (_name, sql) => {
    await rawQuery('create table if not exists gadgets (id integer)');
    await bustWritten(() => db().$queryRawUnsafe(sql));
    expect(await isCached()).toBe(true);
  });

  it('bust when the statement is done, not when it is sent', async () => {
    const events: string[] = [];
    const stop = onQuery(() => events.push('answered'));
    const deleteByTag = vi.spyOn(cache, 'deleteByTag').mockImplementation(async () => {
      events.push('busted');
    });
    await raise();
    stop();
    deleteByTag.mockRestore();
    expect(events).toEqual(['answered', 'busted']);
  });

  it('bust after the commit, once a table', async () => {
    const deleteByTag = vi.spyOn(cache, 'deleteByTag');
    await transaction(async () => {
      await raise();
      await transaction(async () => {
        await raise();
      });
      expect(await isCached()).toBe(true);
      expect(await priceOf(1)).toBe(3);
    });
    expect(await isCached()).toBe(false);
    expect(deleteByTag).toHaveBeenCalledTimes(1);
  });

  it('bust nothing on a rollback', async () => {
    const failing = transaction(async () => {
      await raise();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await isCached()).toBe(true);
    expect(await cachedPrice()).toBe(1);
  });

  it('bust nothing for a savepoint that was rolled back, and the rest all the same', async () => {
    const failing = () =>
      transaction(async () => {
        await raise();
        throw new Error('no');
      }).catch(() => {});
    await transaction(failing);
    expect(await isCached()).toBe(true);
    await transaction(async () => {
      await raise();
      await failing();
    });
    expect(await isCached()).toBe(false);
  });

  it('leave raw SQL to an explicit bust', async () => {
    await db().$executeRaw`UPDATE "public"."widgets" SET "price" = 7`;
    expect(await cachedPrice()).toBe(1);
    await bust('widgets');
    expect(await cachedPrice()).toBe(7);
  });

  it('leave no stale read to concurrent readers', async () => {
    let acknowledged = 1;
    let stale = 0;
    let reads = 0;
    const end = Date.now() + 800;
    const isOver = () => Date.now() > end && reads > 20;
    async function reader(): Promise<void> {
      while (!isOver()) {
        const atLeast = acknowledged;
        if ((await cachedPrice()) < atLeast) stale += 1;
        reads += 1;
        await sleep(0);
      }
    }
    async function writer(write: () => Promise<{ price: number }[]>): Promise<void> {
      while (!isOver()) {
        const [row] = await write();
        acknowledged = Math.max(acknowledged, row?.price ?? 0);
        await sleep(Math.random() * 5);
      }
    }
    const readers = Array.from({ length: 10 }, reader);
    await Promise.all([...readers, writer(raise), writer(() => transaction(raise))]);
    expect(stale).toBe(0);
  });
});

describe('the tags of tables', () => {
  it('are their names, or those that are listed', () => {
    const known = { lines: ['orders'], orders: ['orders', 'sales'] };
    expect(tagsOf(['lines', 'orders', 'products'], known)).toEqual(['orders', 'sales', 'products']);
  });
});

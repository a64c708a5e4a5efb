import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { useDatabase } from '../../../test/database.js';
import { raise, raiseAndRead, upsert, widgets } from '../../../test/widgets.js';
import { db, rawQuery } from '../../database/client.js';
import { onQuery } from '../../database/query-log.js';
import { transaction } from '../../database/transaction.js';
import { cache } from '../cache/index.js';
import { bustingCache } from './drizzle-cache.js';
import { bust } from './index.js';
import { tagsOf } from './tags.js';

vi.mock('../cache/store.js', async () => {
  const { mapStore } = await import('../../../test/map-store.js');
  return { createStore: () => mapStore().store };
});

const priceOf = async (id: number): Promise<number | undefined> => {
  const rows = await db().select().from(widgets).where(eq(widgets.id, id));
  return rows[0]?.price;
};

const cachedPrice = () =>
  cache.getOrSet('widget:1', { tags: ['widgets'] }, async () => (await priceOf(1)) ?? 0);

const isCached = async (): Promise<boolean> => (await cache.get('widget:1')) !== undefined;

describe('writes through Drizzle', () => {
  useDatabase();

  beforeAll(async () => {
    await rawQuery(
      'create table if not exists widgets (id integer primary key, price integer not null)',
    );
  });
  beforeEach(async () => {
    await db().insert(widgets).values({ id: 1, price: 1 });
    await cachedPrice();
  });

  it.each([
    ['an update', raise],
    ['a delete', () => db().delete(widgets)],
    [
      'a bulk insert',
      () =>
        db()
          .insert(widgets)
          .values([2, 3, 4].map((id) => ({ id, price: 0 }))),
    ],
    ['an upsert', upsert],
  ])('bust on %s outside of a transaction', async (_name, write) => {
    await write();
    expect(await isCached()).toBe(false);
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
    await transaction(async () => {
      await transaction(async () => {
        await raise();
        throw new Error('no');
      }).catch(() => {});
    });
    expect(await isCached()).toBe(true);
    await transaction(async () => {
      await raise();
      await transaction(async () => {
        await raise();
        throw new Error('no');
      }).catch(() => {});
    });
    expect(await isCached()).toBe(false);
  });

  it('leave raw SQL to an explicit bust', async () => {
    await rawQuery('update widgets set price = 7');
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
    async function writer(write: () => Promise<number>): Promise<void> {
      while (!isOver()) {
        acknowledged = Math.max(acknowledged, await write());
        await sleep(Math.random() * 5);
      }
    }
    const transactional = () => transaction(raiseAndRead);
    const readers = Array.from({ length: 10 }, reader);
    await Promise.all([...readers, writer(raiseAndRead), writer(transactional)]);
    expect(stale).toBe(0);
  });
});

describe('the hook of Drizzle', () => {
  it('keeps no queries', async () => {
    await bustingCache.put();
    expect(bustingCache.strategy()).toBe('explicit');
    expect(await bustingCache.get()).toBeUndefined();
  });

  it('takes tables and their names', async () => {
    const deleteByTag = vi.spyOn(cache, 'deleteByTag');
    await bustingCache.onMutate({ tables: [widgets] });
    await bustingCache.onMutate({ tables: 'gadgets' });
    await bustingCache.onMutate({});
    expect(deleteByTag.mock.calls).toEqual([['widgets'], ['gadgets']]);
  });
});

describe('the tags of tables', () => {
  it('are their names, or those that are listed', () => {
    const known = { lines: ['orders'], orders: ['orders', 'sales'] };
    expect(tagsOf(['lines', 'orders', 'products'], known)).toEqual(['orders', 'sales', 'products']);
  });
});

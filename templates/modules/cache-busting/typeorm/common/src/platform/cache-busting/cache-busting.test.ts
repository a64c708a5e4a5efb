import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { useDatabase } from '../../../test/database.js';
import { Widget } from '../../../test/widget.entity.js';
import { db, rawQuery } from '../../database/client.js';
import { onQuery } from '../../database/query-log.js';
import { transaction } from '../../database/transaction.js';
import { cache } from '../cache/index.js';
import { bust } from './index.js';
import { tagsOf } from './tags.js';

vi.mock('../cache/store.js', async () => {
  const { mapStore } = await import('../../../test/map-store.js');
  return { createStore: () => mapStore().store };
});
vi.mock('../../database/entities.js', async () => {
  const { Widget } = await import('../../../test/widget.entity.js');
  return { entities: [Widget] };
});

const widgets = () => db().getRepository(Widget);

const priceOf = async (id: number): Promise<number | undefined> =>
  (await widgets().findOneBy({ id }))?.price;

const cachedPrice = () =>
  cache.getOrSet('widget:1', { tags: ['widgets'] }, async () => (await priceOf(1)) ?? 0);

const isCached = async (): Promise<boolean> => (await cache.get('widget:1')) !== undefined;

const raise = () => widgets().increment({ id: 1 }, 'price', 1);

//{{#if database.mysql}}
/** Tells what the price was raised to, or was meanwhile. */
const raiseAndTell = async (): Promise<number> => {
  await widgets()
    .createQueryBuilder()
    .update()
    .set({ price: () => 'price + 1' })
    .execute();
  return (await priceOf(1)) ?? 0;
};
//{{else}}
const raiseAndTell = async (): Promise<number> => {
  const { raw } = await widgets()
    .createQueryBuilder()
    .update()
    .set({ price: () => 'price + 1' })
    .returning('price')
    .execute();
  return raw[0].price;
};
//{{/if}}

describe('writes through TypeORM', () => {
  useDatabase();

  beforeAll(async () => {
    //{{#if database.mysql}}
    await rawQuery(
      `create table if not exists widgets (id int primary key, price int not null, gone datetime)`,
    );
    //{{else}}
    await rawQuery(
      `create table if not exists widgets (id integer primary key, price integer not null, gone timestamptz)`,
    );
    //{{/if}}
  });
  beforeEach(async () => {
    await widgets().insert({ id: 1, price: 1 });
    await cachedPrice();
  });

  it.each([
    ['an update', () => widgets().update({ id: 1 }, { price: 2 })],
    ['an increment', raise],
    ['a statement of the query builder', raiseAndTell],
    ['a delete', () => widgets().delete({ id: 1 })],
    ['a bulk insert', () => widgets().insert([2, 3, 4].map((id) => ({ id, price: 0 })))],
    ['an upsert', () => widgets().upsert({ id: 1, price: 9 }, ['id'])],
    ['saving an entity', () => widgets().save({ id: 1, price: 9 })],
    ['removing an entity', async () => widgets().remove(await widgets().findBy({ id: 1 }))],
    ['a soft delete', () => widgets().softDelete({ id: 1 })],
    ['a restoration', () => widgets().restore({ id: 1 })],
  ])('bust on %s outside of a transaction', async (_name, write) => {
    await write();
    expect(await isCached()).toBe(false);
  });

  it.each([
    ['a statement', raise, 'UPDATE'],
    ['the transaction that saving begins', () => widgets().save({ id: 1, price: 9 }), 'COMMIT'],
  ])('bust when %s is done, not when it is sent', async (_name, write, last) => {
    const events: string[] = [];
    const stop = onQuery(({ sql }) => events.push(sql.split(' ')[0] ?? ''));
    const deleteByTag = vi.spyOn(cache, 'deleteByTag').mockImplementation(async () => {
      events.push('busted');
    });
    await write();
    stop();
    deleteByTag.mockRestore();
    expect(events.slice(-2)).toEqual([last, 'busted']);
  });

  it('bust nothing when the transaction that saving begins fails', async () => {
    const taken = widgets().save([{ id: 2, price: 2 }, { id: 3 }]);
    //{{#if database.mysql}}
    await expect(taken).rejects.toThrow("'price' doesn't have a default value");
    //{{else}}
    await expect(taken).rejects.toThrow('violates not-null constraint');
    //{{/if}}
    expect(await isCached()).toBe(true);
  });

  it('bust once for a bulk insert', async () => {
    const deleteByTag = vi.spyOn(cache, 'deleteByTag');
    await widgets().insert([2, 3, 4].map((id) => ({ id, price: 0 })));
    expect(deleteByTag).toHaveBeenCalledTimes(1);
  });

  it('bust after the commit, once a table', async () => {
    const deleteByTag = vi.spyOn(cache, 'deleteByTag');
    await transaction(async () => {
      await raise();
      await transaction(async () => {
        await widgets().save({ id: 1, price: 3 });
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
    await db().query('update widgets set price = 7');
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
    const saving = () =>
      transaction(async () => {
        const widget = await widgets().findOneOrFail({
          where: { id: 1 },
          lock: { mode: 'pessimistic_write' },
        });
        return (await widgets().save({ ...widget, price: widget.price + 1 })).price;
      });
    const readers = Array.from({ length: 10 }, reader);
    await Promise.all([
      ...readers,
      writer(raiseAndTell),
      writer(() => transaction(raiseAndTell)),
      writer(saving),
    ]);
    expect(stale).toBe(0);
  });
});

describe('the tags of tables', () => {
  it('are their names, or those that are listed', () => {
    const known = { lines: ['orders'], orders: ['orders', 'sales'] };
    expect(tagsOf(['lines', 'orders', 'products'], known)).toEqual(['orders', 'sales', 'products']);
  });
});

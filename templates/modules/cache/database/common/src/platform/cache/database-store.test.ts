import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useDatabase } from '../../../test/database.js';
import { driver, rawQuery } from '../../database/client.js';
import { transaction } from '../../database/transaction.js';
import { createCache } from './cache.js';
import { createCacheTable, databaseStore } from './database-store.js';
import { createStore } from './store.js';

useDatabase();

const cache = createCache(createStore(), { ttlSeconds: 60, maxValueBytes: 1024 });
const options = { tags: ['prices'] };

describe('in a transaction', () => {
  beforeEach(async () => {
    await cache.set('tea', 1, options);
    await cache.set('plain', 1);
  });

  it('the source answers, and what it says is not kept', async () => {
    await transaction(async () => {
      expect(await cache.get('tea')).toBeUndefined();
      expect(await cache.getOrSet('tea', options, async () => 2)).toBe(2);
      expect(await cache.getOrSet('new', options, async () => 2)).toBe(2);
      expect(await cache.increment('calls')).toBeUndefined();
      await cache.set('plain', 2, options);
    });
    expect(await cache.get('tea')).toBe(1);
    expect(await cache.get('new')).toBeUndefined();
    expect(await cache.get('plain')).toBeUndefined();
  });

  it('a bust waits for nothing, and stays done after a rollback', async () => {
    const failing = transaction(async () => {
      await cache.deleteByTag('prices');
      await cache.delete('plain');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await cache.get('tea')).toBeUndefined();
    expect(await cache.get('plain')).toBeUndefined();
  });
});

describe('the table', () => {
  it('is created once, by several processes at the same time', async () => {
    await Promise.all([createCacheTable(), createCacheTable()]);
  });

  it('is swept once a minute', async () => {
    const store = databaseStore();
    const before = await rawQuery('select count(*)::int as rows from cache_entries');
    expect(before.rows).toEqual([{ rows: 0 }]);
    await store.write('over', 'text', -1);
    await store.write('kept', 'text', 60);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    const query = vi.spyOn(driver(), 'query');
    query.mockRejectedValueOnce(new Error('The server is gone.'));
    await expect(store.write('kept', 'text', 60)).rejects.toThrow('gone');
    query.mockRestore();
    await store.write('kept', 'text', 60);
    vi.useRealTimers();
    await vi.waitFor(async () => {
      const { rows } = await rawQuery('select value from cache_entries');
      expect(rows).toEqual([{ value: 'text' }]);
    });
  });
});

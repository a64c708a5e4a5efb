import { expect, it } from 'vitest';
import { cache } from './cache.js';
import { cacheStore } from './cache-stores.js';

it('every store that can be chosen says what it needs, and no other', () => {
  const { store } = cache.options;
  const names = store?.type === 'choice' ? store.values.map(({ value }) => value) : [];
  expect(names).toHaveLength(6);
  for (const name of names) expect(() => cacheStore(name)).not.toThrow();
  expect(() => cacheStore('disk')).toThrow('There is no cache store "disk".');
});

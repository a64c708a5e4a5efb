import { expect, it, vi } from 'vitest';
import { mapStore } from '../../../test/map-store.js';
import { cache, pingCache } from './index.js';

const known = vi.hoisted(() => ({ goAway: () => {} }));

vi.mock('./store.js', () => ({
  createStore: () => {
    const { store, goAway } = mapStore();
    known.goAway = goAway;
    return store;
  },
}));

it('counts in the store of the application', async () => {
  expect(await cache.increment('calls')).toBe(1);
  expect(await cache.increment('calls', 2)).toBe(3);
});

it('is ready while the store is in reach', async () => {
  await expect(pingCache()).resolves.toBeUndefined();
  known.goAway();
  await expect(pingCache()).rejects.toThrow('out of reach');
});

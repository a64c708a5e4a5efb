import { createCache } from './cache.js';
import { cacheSettings } from './settings.js';
import { createStore } from './store.js';

const store = createStore();

/** The application's cache. */
export const cache = createCache(store, cacheSettings);

/** Throws when the cache is out of reach. */
export const pingCache = (): Promise<void> => store.ping();

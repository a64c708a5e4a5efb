import { settings } from '../../settings/index.js';
import { createCache } from './cache.js';
import { createStore } from './store.js';

const store = createStore();

/** The application's cache. */
export const cache = createCache(store, settings.cache);

/** Throws when the cache is out of reach. */
export const pingCache = (): Promise<void> => store.ping();

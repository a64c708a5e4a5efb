import { settings } from '../../settings/index.js';
import { fileStore } from './file-store.js';
import { withOutages } from './outage.js';
import type { CacheStore } from './types.js';

/** A store in a folder, shared by the processes of one machine. A full disk is an outage. */
export function createStore(
  dir = settings.cache.dir,
  maxBytes = settings.cache.maxBytes,
): CacheStore {
  return withOutages(fileStore({ dir, maxBytes }));
}

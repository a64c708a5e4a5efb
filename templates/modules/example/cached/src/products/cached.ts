import { afterCommit } from '../database/transaction.js';
import { cache } from '../platform/cache/index.js';

/** Drops cached answers that show products, once the change that makes them stale is committed. */
export function dropCachedProducts(): Promise<void> {
  return afterCommit(() => cache.deleteByTag('products'));
}

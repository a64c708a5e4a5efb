import { getTableName } from 'drizzle-orm';
import { Cache, type MutationOption } from 'drizzle-orm/cache/core';
import { lastStatement } from '../../database/query-log.js';
import { bust } from './index.js';

/** Drizzle's hook for caches of queries. Nothing is cached through it; it only learns of writes. */
class BustingCache extends Cache {
  override strategy() {
    return 'explicit' as const;
  }

  override async get() {
    return undefined;
  }

  override async put() {}

  /**
   * Called with the tables of an insert, update or delete when its statement is sent, not when it is done. A bust
   * would come too early then: a reader in between would put back what the statement is about to change. So it
   * waits, and the caller's `await` of the write waits with it.
   */
  override async onMutate({ tables = [] }: MutationOption): Promise<void> {
    await lastStatement();
    const names = [tables]
      .flat()
      .map((table) => (typeof table === 'string' ? table : getTableName(table)));
    await bust(...names);
  }
}

/** The cache that every Drizzle instance is made with. */
export const bustingCache = new BustingCache();

import { currentScope, type TransactionScope } from '../../database/client.js';
import { afterCommit } from '../../database/transaction.js';
import { cache } from '../cache/index.js';
import { tagsOf } from './tags.js';

// What a transaction busted after its commit, so that many writes to one table bust it once.
const busted = new WeakMap<TransactionScope, Set<string>>();

//{{#if database.typeorm}}
/**
 * Busts what is cached of the tables: after the commit of the current transaction, never when it rolls back, and at
 * once outside of one. Writes through TypeORM do it by themselves; raw SQL, `clear`, triggers, cascades and the tables
 * between many and many need it: `await bust('products')`.
 */
//{{else if database.prisma}}
/**
 * Busts what is cached of the tables: after the commit of the current transaction, never when it rolls back, and at
 * once outside of one. Writes to Prisma's models do it by themselves; raw SQL, triggers and cascades need it:
 * `await bust('products')`.
 */
//{{else}}
/**
 * Busts what is cached of the tables: after the commit of the current transaction, never when it rolls back, and at
 * once outside of one. Writes through Drizzle's query builder do it by themselves; raw SQL, triggers and cascades
 * need it: `await bust('products')`.
 */
//{{/if}}
export function bust(...tables: string[]): Promise<void> {
  const tags = tagsOf(tables);
  const scope = currentScope();
  return afterCommit(async () => {
    const due = scope === undefined ? tags : notYet(tags, scope);
    if (due.length > 0) await cache.deleteByTag(...due);
  });
}

function notYet(tags: readonly string[], scope: TransactionScope): string[] {
  const done = busted.get(scope) ?? new Set();
  busted.set(scope, done);
  const due = tags.filter((tag) => !done.has(tag));
  for (const tag of due) done.add(tag);
  return due;
}

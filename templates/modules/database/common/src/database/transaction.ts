import { reportError } from '../platform/errors/report.js';
import { currentScope, driver, runInScope, type TransactionScope } from './client.js';
import type { IsolationLevel } from './driver.js';

export interface TransactionOptions {
  //{{#if database.postgres}}
  /** PostgreSQL's default is read committed. Only the outermost transaction can choose. */
  //{{/if}}
  //{{#if database.mysql}}
  /** The default is read committed. Only the outermost transaction can choose. */
  //{{/if}}
  //{{#if database.sqlite}}
  /** Only the outermost transaction can choose. */
  //{{/if}}
  readonly isolation?: IsolationLevel;
}

/**
 * Runs `work` in a transaction: everything in it that uses `db()` or `rawQuery()` takes part, also in functions
 * that it calls. It commits when `work` is done and rolls back when it throws.
 * A transaction within another one is a savepoint of it.
 */
export async function transaction<T>(
  work: () => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const outer = currentScope();
  if (outer !== undefined) return savepoint(outer, work, options);

  const callbacks: TransactionScope['afterCommit'] = [];
  const result = await driver().transaction(async (connection) => {
    const scope = { connection, afterCommit: callbacks, savepoints: 0, open: true };
    try {
      return await runInScope(scope, work);
    } finally {
      scope.open = false;
    }
  }, options.isolation);
  for (const callback of callbacks) await runCallback(callback);
  return result;
}

async function savepoint<T>(
  scope: TransactionScope,
  work: () => Promise<T>,
  { isolation }: TransactionOptions,
): Promise<T> {
  if (isolation !== undefined) {
    throw new Error(
      'The isolation level is chosen by the outermost transaction, before its first statement.',
    );
  }
  scope.savepoints += 1;
  const name = `savepoint_${scope.savepoints}`;
  const callbacksBefore = scope.afterCommit.length;
  await scope.connection.query(`savepoint ${name}`);
  try {
    const result = await work();
    await scope.connection.query(`release savepoint ${name}`);
    return result;
  } catch (error) {
    scope.afterCommit.length = callbacksBefore;
    await scope.connection.query(`rollback to savepoint ${name}`);
    throw error;
  }
}

/**
 * Runs `callback` after the outermost transaction has committed, in the order of the calls, and never when it
 * rolled back. Outside of a transaction it runs at once. An error in it is reported and goes no further: what
 * was committed stays so.
 */
export async function afterCommit(callback: () => unknown): Promise<void> {
  const scope = currentScope();
  if (scope === undefined) await runCallback(callback);
  else scope.afterCommit.push(callback);
}

async function runCallback(callback: () => unknown): Promise<void> {
  try {
    await callback();
  } catch (error) {
    reportError(error, { kind: 'process', name: 'after commit' });
  }
}

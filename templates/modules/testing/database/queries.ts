import { AsyncLocalStorage } from 'node:async_hooks';
import { expect } from 'vitest';
import { onQuery } from '../src/database/query-log.js';

const counted = new AsyncLocalStorage<string[]>();

/**
 * Runs `fn` and expects that it sends exactly `count` statements to the database; a failure lists them.
 * What others send in the meantime, such as a worker that looks for jobs, doesn't count.
 */
export async function assertNumQueries<T>(count: number, fn: () => Promise<T>): Promise<T> {
  const statements: string[] = [];
  const stop = onQuery(({ sql }) => counted.getStore()?.push(sql));
  try {
    // A query begins when it is awaited, which must happen in there.
    const result = await counted.run(statements, async () => fn());
    expect(statements, statements.join('\n')).toHaveLength(count);
    return result;
  } finally {
    stop();
  }
}

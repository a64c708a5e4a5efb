import { AsyncLocalStorage } from 'node:async_hooks';
import { Prisma } from '../../database/generated/client.js';
import { onQuery } from '../../database/query-log.js';
import { bust } from './index.js';

/** The tables that the operation of the current call has written to. */
const written = new AsyncLocalStorage<Set<string>>();

/** How Prisma writes; nested writes and upserts are statements of these kinds too. */
const write = /^(?:INSERT INTO|UPDATE|DELETE FROM) (?:"[^"]+"\.)?"([^"]+)"/;

onQuery(({ sql }) => {
  const table = write.exec(sql)?.[1];
  if (table !== undefined) written.getStore()?.add(table);
});

/** Does an operation, and busts what is cached of the tables that it wrote to. */
export async function bustWritten<T>(operation: () => Promise<T>): Promise<T> {
  const tables = new Set<string>();
  // What Prisma promises begins when it is awaited, which must happen in there.
  const result = await written.run(tables, async () => operation());
  if (tables.size > 0) await bust(...tables);
  return result;
}

/** Prisma's hook around each operation on a model. Raw SQL, whose operations begin with a dollar sign, is left alone. */
export const bustingExtension = Prisma.defineExtension({
  name: 'cache-busting',
  query: {
    $allOperations: ({ operation, args, query }) =>
      operation.startsWith('$') ? query(args) : bustWritten(() => query(args)),
  },
});

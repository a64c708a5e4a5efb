import { is } from 'drizzle-orm';
import { getTableConfig, MySqlTable } from 'drizzle-orm/mysql-core';
import { z } from 'zod';
import * as schema from './schema.js';

/** MySQL's duplicate entry, which Drizzle wraps in an error of its own. MySQL names the table too, MariaDB the key alone. */
const violation = z.object({
  code: z.literal('ER_DUP_ENTRY'),
  message: z.string().transform((message) => /for key '(?:.+\.)?([^.']+)'$/.exec(message)?.[1]),
});

/** The API's names of the fields whose values are taken already; undefined when the error is another one. */
export function uniqueViolation(error: unknown): readonly string[] | undefined {
  for (let link = error; link instanceof Error; link = link.cause) {
    const key = violation.safeParse(link).data?.message;
    if (key !== undefined) return columnsOf(key).map(fieldOf);
  }
  return undefined;
}

/** The columns of a key, or its name where it isn't one of the tables that the project declares. */
function columnsOf(key: string): readonly string[] {
  const tables: readonly unknown[] = Object.values(schema);
  for (const table of tables) {
    if (!is(table, MySqlTable)) continue;
    const { columns, uniqueConstraints } = getTableConfig(table);
    const column = columns.find(({ isUnique, uniqueName }) => isUnique && uniqueName === key);
    if (column !== undefined) return [column.name];
    const constraint = uniqueConstraints.find((unique) => unique.getName() === key);
    if (constraint !== undefined) return constraint.columns.map(({ name }) => name);
  }
  return [key];
}

/** The API's name of a column: `sku_code` is `skuCode`. */
const fieldOf = (column: string): string =>
  column.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());

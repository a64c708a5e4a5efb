import { z } from 'zod';
import { db } from './client.js';

/** MySQL's duplicate entry, as TypeORM passes it on. MySQL names the table too, MariaDB the key alone. */
const violation = z.object({
  code: z.literal('ER_DUP_ENTRY'),
  sqlMessage: z.string().transform((message) => /for key '(?:.+\.)?([^.']+)'$/.exec(message)?.[1]),
});

/** The API's names of the fields whose values are taken already; undefined when the error is another one. */
export function uniqueViolation(error: unknown): readonly string[] | undefined {
  const key = violation.safeParse(error).data?.sqlMessage;
  return key === undefined ? undefined : fieldsOf(key);
}

/** The fields of a unique key, or its name where none of the entities has it. */
function fieldsOf(key: string): readonly string[] {
  for (const { indices } of db().dataSource.entityMetadatas) {
    const index = indices.find(({ name, isUnique }) => isUnique && name === key);
    if (index !== undefined) return index.columns.map(({ propertyName }) => propertyName);
  }
  return [key.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase())];
}

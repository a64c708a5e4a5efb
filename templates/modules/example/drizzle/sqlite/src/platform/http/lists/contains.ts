import { type Column, type SQL, sql } from 'drizzle-orm';

/** The text is part of the column's, in whatever case; SQLite knows the cases of English letters only. */
export function contains(column: Column, text: string): SQL {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`${column} like ${pattern} escape '\\'`;
}

import { type Column, ilike, type SQL } from 'drizzle-orm';

/** The text is part of the column's, in whatever case. */
export function contains(column: Column, text: string): SQL {
  return ilike(column, `%${text.replace(/[\\%_]/g, '\\$&')}%`);
}

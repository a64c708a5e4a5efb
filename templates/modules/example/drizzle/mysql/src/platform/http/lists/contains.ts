import { type Column, like, type SQL } from 'drizzle-orm';

/** The text is part of the column's, in whatever case: the usual collations know no difference. */
export function contains(column: Column, text: string): SQL {
  return like(column, `%${text.replace(/[\\%_]/g, '\\$&')}%`);
}

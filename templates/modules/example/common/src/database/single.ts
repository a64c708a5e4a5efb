/** The row of a statement that always gives one. Throws when it gave none. */
export function single<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('The statement was expected to give a row.');
  return row;
}

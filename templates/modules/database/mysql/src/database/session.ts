/**
 * What every connection begins with. Read committed is what PostgreSQL has too; MySQL's own default takes locks on
 * gaps between rows, and meets more deadlocks with them.
 */
export const sessionStatements = (statementTimeoutMs: number): readonly string[] => [
  'set session transaction isolation level read committed',
  `set time_zone = '+00:00'`,
  timeoutStatement(statementTimeoutMs),
];

/** Cancels statements that run longer, or none with 0. The two servers read the comments that are meant for them. */
export const timeoutStatement = (ms: number): string =>
  `set /*M! max_statement_time = ${ms / 1_000} */ /*!50708 max_execution_time = ${ms} */`;

/**
 * Every table of the project: Drizzle knows those that are exported here, and `db:generate` writes migrations
 * for them.
 */
export {};

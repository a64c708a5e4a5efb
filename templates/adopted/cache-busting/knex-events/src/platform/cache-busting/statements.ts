import type { Knex } from 'knex';
import { logger } from '../logger.js';
import { bust } from './index.js';

/** What Knex tells of a statement that was answered. */
export interface Statement {
  readonly sql: string;
  /** The connection that it went over. */
  readonly __knexUid: string;
}

const write =
  /^\s*(?:insert\s+into|update|delete\s+from|truncate(?:\s+table)?)\s+(?:only\s+)?([^\s(;]+)/i;

/** The table that a statement writes to, without its schema and quotes; undefined for the others. */
export function writtenTable(sql: string): string | undefined {
  const name = write.exec(sql)?.[1];
  if (name === undefined) {
    return undefined;
  }
  const parts = name.replace(/["`[\]]/g, '').split('.');
  return parts[parts.length - 1];
}

export interface StatementReader {
  /** A statement is sent: of the ends of transactions Knex tells no more than that. */
  sent(statement: Statement): void;
  answered(statement: Statement): void;
  /** A connection goes back to the pool: whatever it was told is done. */
  released(connection: string): void;
}

/** Reads what Knex tells of its statements, and busts after each write, or after the commit. */
export function createStatementReader(): StatementReader {
  // What was written in the transaction that is open, or being committed, on a connection.
  const open = new Map<string, Set<string>>();
  const committing = new Map<string, Set<string>>();
  const bustAll = (tables: Iterable<string>): void => {
    bust(...Array.from(tables)).catch((error: unknown) =>
      logger.error({ err: error }, 'Nothing was busted'),
    );
  };

  return {
    sent({ sql, __knexUid: connection }) {
      const pending = open.get(connection);
      if (/^\s*(?:begin|start\s+transaction)\b/i.test(sql)) {
        open.set(connection, new Set());
      } else if (/^\s*commit\b/i.test(sql)) {
        open.delete(connection);
        if (pending !== undefined) {
          committing.set(connection, pending);
        }
      } else if (/^\s*rollback\b(?!\s+to)/i.test(sql)) {
        open.delete(connection);
      }
    },
    answered({ sql, __knexUid: connection }) {
      const table = writtenTable(sql);
      if (table === undefined) {
        return;
      }
      const pending = open.get(connection);
      if (pending === undefined) {
        bustAll([table]);
      } else {
        pending.add(table);
      }
    },
    released(connection) {
      open.delete(connection);
      const tables = committing.get(connection);
      committing.delete(connection);
      if (tables !== undefined && tables.size > 0) {
        bustAll(tables);
      }
    },
  };
}

interface Connection {
  readonly __knexUid: string;
}

/** Busts what is cached when a statement of the instance has written. */
export function listenTo(knex: Knex): void {
  const reader = createStatementReader();
  knex.on('query', (statement: Statement) => reader.sent(statement));
  knex.on('query-response', (_rows: unknown, statement: Statement) => reader.answered(statement));
  knex.client.pool.on('release', (connection: Connection) => reader.released(connection.__knexUid));
}

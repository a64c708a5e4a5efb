import type { CompiledQuery, DatabaseConnection, Dialect, Driver } from 'kysely';
import { written } from './listener.js';
import { writtenTables } from './tables.js';

/**
 * Busts what is cached of a table after every write: `new Kysely({ dialect: bustOnWrite(dialect) })`. What is written in
 * a transaction is busted with its commit. A plugin is told of neither commits nor raw SQL; the driver is.
 */
export function bustOnWrite(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => listening(dialect.createDriver()),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

/** A driver that tells of what is written over its connections. */
function listening(driver: Driver): Driver {
  const known = new WeakSet<DatabaseConnection>();
  // What was written in the transaction that is open on a connection.
  const open = new WeakMap<DatabaseConnection, Set<string>>();

  const heard: Partial<Driver> = {
    async acquireConnection() {
      const connection = await driver.acquireConnection();
      if (!known.has(connection)) {
        known.add(connection);
        listenTo(connection);
      }
      return connection;
    },
    async beginTransaction(connection, settings) {
      await driver.beginTransaction(connection, settings);
      open.set(connection, new Set());
    },
    async commitTransaction(connection) {
      const tables = open.get(connection) ?? new Set<string>();
      open.delete(connection);
      try {
        await driver.commitTransaction(connection);
      } finally {
        // An answer that was lost says nothing about the commit.
        await written(...Array.from(tables));
      }
    },
    async rollbackTransaction(connection) {
      open.delete(connection);
      await driver.rollbackTransaction(connection);
    },
    async releaseConnection(connection) {
      open.delete(connection);
      await driver.releaseConnection(connection);
    },
  };

  function listenTo(connection: DatabaseConnection): void {
    const execute = connection.executeQuery.bind(connection);
    connection.executeQuery = async <R>(query: CompiledQuery) => {
      const result = await execute<R>(query);
      await told(connection, writtenTables(query.sql));
      return result;
    };
  }

  async function told(connection: DatabaseConnection, tables: readonly string[]): Promise<void> {
    const pending = open.get(connection);
    if (pending === undefined) {
      await written(...tables);
    } else {
      tables.forEach((table) => pending.add(table));
    }
  }

  return new Proxy(driver, {
    get(target, key) {
      const own: unknown = Reflect.get(heard, key);
      const method: unknown = own === undefined ? Reflect.get(target, key) : own;
      return typeof method === 'function' ? method.bind(target) : method;
    },
  });
}

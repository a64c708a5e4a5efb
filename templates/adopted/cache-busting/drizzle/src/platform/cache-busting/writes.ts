import { written } from './listener.js';
import { writtenTables } from './tables.js';

type Method = (...args: readonly unknown[]) => unknown;

/** What was written in the transaction that is open on a session. */
const open = new WeakMap<object, Set<string>>();
const known = new WeakSet<object>();

/**
 * Busts what is cached of a table after every write: `bustOnWrite(drizzle(…))`. What is written in a transaction is busted
 * when that is over. Drizzle's own hook, `cache.onMutate`, is told when a statement is sent: a reader in between would
 * keep what the statement is about to change. So this listens to the session, which is no part of Drizzle's documented
 * interface: look at it when Drizzle gets a new major version.
 */
export function bustOnWrite<T extends object>(db: T): T {
  const session: unknown = Reflect.get(db, 'session');
  if (!isObject(session) || !listenTo(session)) {
    process.emitWarning('Nothing is told of the writes of this Drizzle: call bust() after them.');
  }
  return db;
}

/** Whether the session is one whose statements can be listened to. */
function listenTo(session: object): boolean {
  if (known.has(session)) {
    return true;
  }
  known.add(session);
  replace(session, 'transaction', (begin) => (work, ...config) => inTransaction(begin, work, config));
  return replace(session, 'prepareQuery', (prepare) => (query, ...others) => {
    const prepared = prepare(query, ...others);
    const sql = isObject(query) ? Reflect.get(query, 'sql') : undefined;
    const tables = typeof sql === 'string' ? writtenTables(sql) : [];
    if (isObject(prepared) && tables.length > 0) {
      tellOf(session, prepared, tables);
    }
    return prepared;
  });
}

/** Tells of the tables whenever the statement was executed. */
function tellOf(session: object, prepared: object, tables: readonly string[]): void {
  for (const name of ['execute', 'run', 'all', 'get', 'values']) {
    replace(prepared, name, (execute) => (...args) => {
      const result = execute(...args);
      return isLazy(result) ? result : afterwards(result, () => told(session, tables));
    });
  }
}

async function told(session: object, tables: readonly string[]): Promise<void> {
  const pending = open.get(session);
  if (pending === undefined) {
    await written(...tables);
  } else {
    tables.forEach((table) => pending.add(table));
  }
}

/** A pool gives each transaction a session of its own. */
function inTransaction(begin: Method, work: unknown, config: readonly unknown[]): unknown {
  const tables = new Set<string>();
  let session: unknown;
  const end = async (): Promise<void> => {
    if (isObject(session)) {
      open.delete(session);
    }
    await written(...Array.from(tables));
  };
  const listened = (tx: unknown, ...others: readonly unknown[]): unknown => {
    session = isObject(tx) ? Reflect.get(tx, 'session') : undefined;
    if (isObject(session)) {
      listenTo(session);
      open.set(session, tables);
    }
    return typeof work === 'function' ? work(tx, ...others) : undefined;
  };
  return afterwards(begin(listened, ...config), end);
}

/** What `result` is, once `then` is done: a driver that doesn't wait can't be made to. */
function afterwards(result: unknown, then: () => Promise<void>): unknown {
  if (!(result instanceof Promise)) {
    then().catch((error: unknown) => process.emitWarning(String(error)));
    return result;
  }
  return result.then(
    async (value: unknown) => {
      await then();
      return value;
    },
    async (error: unknown) => {
      await then();
      throw error;
    },
  );
}

/** A query that is executed when it is awaited comes by once more then. */
const isLazy = (result: unknown): boolean =>
  isObject(result) && !(result instanceof Promise) && typeof Reflect.get(result, 'then') === 'function';

function replace(target: object, name: string, around: (method: Method) => Method): boolean {
  const method: unknown = Reflect.get(target, name);
  if (typeof method !== 'function') {
    return false;
  }
  return Reflect.set(target, name, around(method.bind(target)));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

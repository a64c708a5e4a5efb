import { AsyncLocalStorage } from 'node:async_hooks';
import { written } from './listener.js';

/** What the client of every schema has. */
interface Client {
  $extends(extension: never): unknown;
  $transaction(work: never): unknown;
}

interface Operation<Args, Result> {
  readonly model: string;
  readonly operation: string;
  readonly args: Args;
  readonly query: (args: Args) => Promise<Result>;
}

const write = /^(?:create|update|upsert|delete)/;

/** The models that were written in the transaction that code runs in. */
const transactions = new AsyncLocalStorage<Set<string>>();

const extension = {
  name: 'bust-on-write',
  query: {
    $allModels: {
      async $allOperations<Args, Result>({
        model,
        operation,
        args,
        query,
      }: Operation<Args, Result>): Promise<Result> {
        const result = await query(args);
        if (write.test(operation)) {
          const models = transactions.getStore();
          if (models !== undefined) {
            models.add(model);
          }
          await written(model);
        }
        return result;
      },
    },
  },
};

/**
 * Busts what is cached of a model after every write of the client: `bustOnWrite(new PrismaClient())`. What is written
 * inside of `$transaction` is busted once more when that is over.
 */
export function bustOnWrite<T extends Client>(client: T): T {
  const extend: unknown = Reflect.get(client, '$extends');
  const extended: unknown =
    typeof extend === 'function' ? Reflect.apply(extend, client, [extension]) : undefined;
  // What stands for the client in a test extends nothing.
  if (typeof extended !== 'object' || extended === null) {
    return client;
  }
  bustAfterTransactions(client);
  return new Proxy(client, {
    get(target, key) {
      // An extended client has none of its own.
      const isLeft = key === '$on' || key === '$use';
      return isLeft ? bound(target, key) : Reflect.get(extended, key);
    },
  });
}

/** The same for a class that extends the client: `class Database extends busting(PrismaClient)`. */
export function busting<C extends new (...args: never[]) => Client>(base: C): C {
  return new Proxy(base, {
    construct: (target, args, made): Client => bustOnWrite(Reflect.construct(target, args, made)),
  });
}

/** Extended clients inherit from the one that they extend. */
function bustAfterTransactions(client: Client): void {
  const transaction = client.$transaction;
  Object.defineProperty(client, '$transaction', {
    configurable: true,
    writable: true,
    async value(this: unknown, ...args: unknown[]): Promise<unknown> {
      const models = new Set<string>();
      try {
        return await transactions.run(models, () => Reflect.apply(transaction, this, args));
      } finally {
        await written(...Array.from(models));
      }
    },
  });
}

function bound(client: object, key: string): unknown {
  const method: unknown = Reflect.get(client, key);
  return typeof method === 'function' ? method.bind(client) : method;
}

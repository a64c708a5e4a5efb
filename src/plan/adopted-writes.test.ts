import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { load } from '../../fixtures/hosts/load.js';
import type { OrmLibrary } from '../project/host.js';

const home = 'src/platform/cache-busting';
const answers = { 'cache-busting': {}, cache: { store: 'memory' } };
const orm = (library: OrmLibrary) => ({
  orm: { library, major: library === 'prisma' ? 7 : 0, instance: null },
});

interface Told {
  onWrite(listener: (...names: string[]) => Promise<void>): void;
}

const heard: string[] = [];

/** What tells of the writes of an ORM; what it tells goes to `heard`. */
async function told<T>(library: OrmLibrary): Promise<T> {
  const paths = [`${home}/writes.ts`, `${home}/listener.ts`];
  const loaded = await load<T & Told>(paths, answers, orm(library));
  loaded.onWrite(async (...names) => {
    heard.push(names.join());
  });
  return loaded;
}

beforeEach(() => {
  heard.length = 0;
});

describe('the tables of a statement', () => {
  interface Tables {
    writtenTables(sql: string): string[];
  }

  it.each([
    ['insert into "products" ("name") values ($1)', ['products']],
    ['INSERT IGNORE INTO `shop`.`products` VALUES (?) ON DUPLICATE KEY UPDATE price = 1', ['products']],
    ['insert or replace into products values (1)', ['products']],
    ['insert into a select * from b on conflict do update set x = 1', ['a']],
    ['update only "my shop"."My Products" set a = 1', ['My Products']],
    ['delete from a using b', ['a']],
    ['merge into [dbo].[Things] t using s on true', ['Things']],
    ['truncate table a', ['a']],
    ['with gone as (delete from a returning *) insert into b select * from gone', ['a', 'b']],
    ['select * from a for update of a', []],
    ['select * from a for no key update', []],
    ["select 'insert into a', b -- update c\n/* delete from d */ from e", []],
    ['create table a (b int references c on update cascade)', []],
  ])('of %j are %j', async (sql, tables) => {
    const { writtenTables } = await load<Tables>(`${home}/tables.ts`, answers, orm('kysely'));
    expect(writtenTables(sql)).toEqual(tables);
  });
});

describe('a client of Prisma that is listened to', () => {
  interface Writes {
    bustOnWrite<T>(client: T): T;
    busting<T>(base: T): T;
  }
  type Work = (client: Client) => Promise<unknown>;
  type Query = (operation: string) => Promise<string>;

  /** As much of Prisma's client as matters: an extended one inherits from it, and lacks `$on`. */
  class Client {
    query: Query = async (operation) => `${operation} done`;
    $on(): string {
      return 'on';
    }
    async $transaction(work: Work): Promise<unknown> {
      return work(this);
    }
    $extends({ query }: { query: { $allModels: { $allOperations(of: object): Promise<string> } } }): Client {
      const run = this.query;
      const extended: Client = Object.create(this, { $on: { value: undefined } });
      extended.query = (operation) =>
        query.$allModels.$allOperations({ model: 'Product', operation, args: operation, query: run });
      return extended;
    }
  }

  let writes: Writes;
  beforeAll(async () => {
    writes = await told('prisma');
  });

  it('tells of every write and of nothing else', async () => {
    const client = writes.bustOnWrite(new Client());
    for (const operation of ['findMany', 'count', 'createMany', 'update', 'upsert', 'deleteMany']) {
      expect(await client.query(operation)).toBe(`${operation} done`);
    }
    expect(heard).toEqual(['Product', 'Product', 'Product', 'Product']);
    expect(client.$on()).toBe('on');
  });

  it('tells once more when a transaction is over, also of further clients', async () => {
    const client = writes.bustOnWrite(new Client());
    const further: Client = Object.create(client);
    await further.$transaction(async (tx) => {
      await tx.query('update');
      heard.push('in');
    });
    expect(heard).toEqual(['Product', 'in', 'Product']);
    await expect(client.$transaction(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(heard).toEqual(['Product', 'in', 'Product']);
  });

  it('may be something that stands for it in a test', () => {
    for (const double of [{ product: {} }, { $extends: () => undefined }]) {
      expect(writes.bustOnWrite(double)).toBe(double);
    }
  });

  it('may be a class of the project, with all that is its own', async () => {
    class Service extends writes.busting(Client) {
      readonly #own = 'own';
      started = false;
      own(): string {
        return this.#own;
      }
    }
    const service = new Service();
    service.started = true;
    await service.query('create');
    expect(heard).toEqual(['Product']);
    expect([service.own(), service.started, service.$on()]).toEqual(['own', true, 'on']);
  });
});

describe('a Drizzle that is listened to', () => {
  interface Writes {
    bustOnWrite<T>(db: T): T;
  }
  interface Session {
    prepareQuery(query: { readonly sql: string }): { execute(): Promise<string> };
    transaction(work: (tx: { readonly session: Session }) => Promise<unknown>): Promise<unknown>;
  }

  const sessionOf = (): Session => ({
    prepareQuery: ({ sql }) => ({ execute: async () => `${sql} done` }),
    transaction: (work) => work({ session: sessionOf() }),
  });

  let db: { readonly session: Session };
  beforeEach(async () => {
    const { bustOnWrite } = await told<Writes>('drizzle');
    db = bustOnWrite({ session: sessionOf() });
  });

  it('tells of a write each time that it was executed, and not before', async () => {
    const prepared = db.session.prepareQuery({ sql: 'update a set b = 1' });
    expect(heard).toEqual([]);
    expect(await prepared.execute()).toBe('update a set b = 1 done');
    await prepared.execute();
    await db.session.prepareQuery({ sql: 'select * from a' }).execute();
    expect(heard).toEqual(['a', 'a']);
  });

  it('tells of a transaction when that is over', async () => {
    await db.session.transaction(async ({ session }) => {
      await session.prepareQuery({ sql: 'insert into a values (1)' }).execute();
      await session.prepareQuery({ sql: 'delete from b' }).execute();
      expect(heard).toEqual([]);
    });
    expect(heard).toEqual(['a,b']);
  });
});

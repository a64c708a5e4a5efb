/** A hand-written app of `fixtures/apps` with writes to try, in words of its own ORM. */
export interface OrmApp {
  readonly name: string;
  /** What is imported, and how the client is called in `writes`. */
  readonly client: string;
  /** What its cache is tagged with: the name that the ORM knows the table by. */
  readonly tag: string;
  /** How relative imports end. */
  readonly suffix: '' | '.js';
  readonly isGenerated: boolean;
  /** Expressions that write, each by its name; a transaction's body must see the value still cached. */
  readonly writes: Readonly<Record<string, string>>;
  /** An expression that only reads. */
  readonly read: string;
}

const prismaWrites = {
  create: `db.product.create({ data: { name: 'tea', price: 1 } })`,
  'update of many': `db.product.updateMany({ data: { price: 2 } })`,
  'batch of a transaction': `db.$transaction([db.product.updateMany({ data: { price: 3 } }), db.product.count()])`,
  // The value is cached once more before the commit, with what is still true then.
  'transaction, after its commit': `db.$transaction(async (tx) => {
    await tx.product.updateMany({ data: { price: 4 } });
    await keep();
  })`,
};

export const ormApps: readonly OrmApp[] = [
  {
    name: 'express-prisma',
    client: `import { prisma as db } from './db.js';`,
    tag: 'Product',
    suffix: '.js',
    isGenerated: true,
    writes: prismaWrites,
    read: 'db.product.findMany()',
  },
  {
    name: 'nest-prisma',
    client: `import 'reflect-metadata';\nimport { PrismaService } from './prisma/prisma.service';\n\nconst db = new PrismaService();`,
    tag: 'Product',
    suffix: '',
    isGenerated: true,
    writes: prismaWrites,
    read: 'db.product.findMany()',
  },
  {
    name: 'fastify-kysely',
    client: `import { sql } from 'kysely';\nimport { database } from './database';\n\nconst db = database();`,
    tag: 'products',
    suffix: '',
    isGenerated: false,
    writes: {
      insert: `db.insertInto('products').values({ name: 'tea', price: 1 }).execute()`,
      'raw update': 'sql`update products set price = 2`.execute(db)',
      'transaction, after its commit': `db.transaction().execute(async (tx) => {
    await tx.updateTable('products').set({ price: 3 }).execute();
    await mustBeKept();
  })`,
    },
    read: `db.selectFrom('products').selectAll().forUpdate().execute()`,
  },
  {
    name: 'hono-drizzle',
    client: `import { sql } from 'drizzle-orm';\nimport { db } from './db.js';\nimport { products } from './schema.js';`,
    tag: 'products',
    suffix: '.js',
    isGenerated: false,
    writes: {
      insert: `db.insert(products).values({ name: 'tea', price: 1 }).returning()`,
      'raw update': 'db.execute(sql`update products set price = 2`)',
      'transaction, after its commit': `db.transaction(async (tx) => {
    await tx.update(products).set({ price: 3 });
    await mustBeKept();
  })`,
    },
    read: `db.query.products.findMany()`,
  },
];

/** A program that tries every write with a cached value, and says what went wrong, or nothing. */
export function checkOf({ client, tag, suffix, writes, read }: OrmApp): string {
  const index = suffix === '' ? '' : '/index.js';
  const tries = Object.entries(writes).map(
    ([name, write]) => `  await check(${JSON.stringify(name)}, true, () => ${write});`,
  );
  return `${client}
import { cache } from './platform/cache${index}';
import { startPlatform } from './platform${index}';

const keep = () => cache.set('price', 1, { ttlSeconds: 60, tags: ['${tag}'] });
const isKept = async () => (await cache.get('price')) !== undefined;

async function mustBeKept(): Promise<void> {
  if (!(await isKept())) throw new Error('It was busted before the commit.');
}

async function check(name: string, busts: boolean, run: () => PromiseLike<unknown>): Promise<void> {
  await keep();
  await mustBeKept();
  await run();
  if ((await isKept()) === busts) throw new Error(\`\${name}: the value is \${busts ? 'still' : 'not'} cached.\`);
}

async function main(): Promise<void> {
  await startPlatform();
${tries.join('\n')}
  await check('read', false, () => ${read});
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
export { keep, mustBeKept };
`;
}

import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { connectDatabase, disconnectDatabase, rawQuery } from '../src/database/client.js';
import { migrateDatabase } from '../src/database/migrate.js';
import { settings } from '../src/settings/index.js';

const snapshots = 'node_modules/.cache/test-database';

/** Gives every test of a file an empty database, for tests that need no app. */
export function useDatabase(): void {
  beforeAll(connectTestDatabase);
  beforeEach(clearDatabase);
  afterAll(disconnectDatabase);
}

/**
 * Connects to a database of this test file alone, with all migrations: embedded and in memory, or on the server of
 * TEST_DATABASE_URL.
 */
export async function connectTestDatabase(): Promise<void> {
  const { url } = settings.database;
  await (url === undefined ? connectEmbedded() : connectServer(url));
}

/** Empties all tables and starts their ids anew. */
export async function clearDatabase(): Promise<void> {
  //{{#if database.typeorm}}
  const { rows } = await rawQuery(
    `select string_agg(format('%I', tablename), ', ') as tables from pg_tables
     where schemaname = 'public' and tablename <> 'migrations'`,
  );
  //{{else if database.prisma}}
  const { rows } = await rawQuery(
    `select string_agg(format('%I', tablename), ', ') as tables from pg_tables
     where schemaname = 'public' and tablename <> '_prisma_migrations'`,
  );
  //{{else}}
  const { rows } = await rawQuery(
    `select string_agg(format('%I', tablename), ', ') as tables from pg_tables where schemaname = 'public'`,
  );
  //{{/if}}
  const tables = rows[0]?.tables;
  if (typeof tables === 'string') await rawQuery(`truncate ${tables} restart identity cascade`);
}

/** Making a database takes seconds, loading a dump of one a fraction of that, so the first one made is kept. */
async function connectEmbedded(): Promise<void> {
  const file = join(snapshots, `${fingerprint()}.tar`);
  if (existsSync(file)) {
    const loadDataDir = new Blob([readFileSync(file)], { type: 'application/x-tar' });
    return connectDatabase({ pglite: await PGlite.create({ loadDataDir }) });
  }
  const pglite = await PGlite.create();
  await connectDatabase({ pglite });
  await migrateDatabase();
  const dump = await pglite.dumpDataDir('none');
  mkdirSync(snapshots, { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, Buffer.from(await dump.arrayBuffer()));
  renameSync(unfinished, file);
}

/** Changes with everything that makes a fresh database: the migrations, and what else brings tables. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const path of ['package.json', 'src/database/migrate.ts']) hash.update(readFileSync(path));
  //{{#if database.prisma}}
  const folder = 'prisma/migrations';
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  //{{else}}
  const folder = 'src/database/migrations';
  const files = readdirSync(folder);
  //{{/if}}
  for (const name of files.sort()) {
    //{{#if database.typeorm}}
    if (name.endsWith('.js')) hash.update(name).update(readFileSync(join(folder, name)));
    //{{else}}
    if (name.endsWith('.sql')) hash.update(name).update(readFileSync(join(folder, name)));
    //{{/if}}
  }
  return hash.digest('hex').slice(0, 16);
}

/** Test files run side by side, so each worker of vitest has a database of its own. */
async function connectServer(url: string): Promise<void> {
  const own = new URL(url);
  own.pathname = `${own.pathname}_${process.env.VITEST_POOL_ID ?? '1'}`;
  const name = pg.escapeIdentifier(own.pathname.slice(1));
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`drop database if exists ${name} with (force)`);
  await client.query(`create database ${name}`);
  await client.end();
  await connectDatabase({ url: own.href });
  await migrateDatabase();
}

/**
 * Puts busting into hand-written backends whose ORM tells of its writes only where its instance is made, on a real
 * PostgreSQL: the types, writes that bust, and every byte as before when it is taken away.
 * Usage: npm run adopted:orms [-- --only prisma --folder FOLDER --postgres URL]
 *        FOLDER keeps what is installed for the next run.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import pg from 'pg';
import { checkOf, type OrmApp, ormApps } from './adopted/orms.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    folder: { type: 'string', default: join(tmpdir(), 'create-backend-orms') },
    postgres: { type: 'string', default: 'postgres://postgres@127.0.0.1:5432/postgres' },
  },
});
const minute = 60_000;
const backend = resolve('bin/backend.js');

/** The database of one run, with the table under the names that the apps have for it. */
async function withDatabase<T>(use: (url: string) => Promise<T>): Promise<T> {
  const name = `adopted_orms_${process.pid}`;
  const url = new URL(values.postgres);
  url.pathname = `/${name}`;
  await query(values.postgres, `create database ${name}`);
  try {
    for (const table of ['products', '"Product"']) {
      await query(
        url.href,
        `create table ${table} (id serial primary key, name text not null, price int not null)`,
      );
    }
    return await use(url.href);
  } finally {
    await query(values.postgres, `drop database ${name} with (force)`);
  }
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** What an app is made of, by path: all that isn't installed, generated or compiled. */
function textsIn(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !/^(node_modules|dist)\/|\/generated\/|^package-lock\.json$/.test(path));
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

async function check(app: OrmApp, database: string): Promise<void> {
  const folder = join(resolve(values.folder), app.name);
  const env = {
    DATABASE_URL: database,
    // Generating a client doesn't use the engine, which is downloaded unless any file is named.
    PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? resolve('package.json'),
  };
  const run = (file: string, ...args: readonly string[]) =>
    execa(file, args, { cwd: folder, env, all: true, stdin: 'ignore', timeout: 10 * minute });
  for (const path of ['src', 'dist', '.backend', 'backend.json', '.env.example']) {
    rmSync(join(folder, path), { recursive: true, force: true });
  }
  mkdirSync(folder, { recursive: true });
  cpSync(join('fixtures/apps', app.name), folder, {
    recursive: true,
    filter: (path) => !path.endsWith('.diff'),
  });
  if (!existsSync(join(folder, 'node_modules'))) {
    await run('npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts');
  }
  if (app.isGenerated) await run('npx', 'prisma', 'generate');
  await run('npx', 'tsc');
  const before = textsIn(folder);
  await run('node', backend, 'add', 'cache-busting', '--yes', '--no-install');
  const added = textsIn(folder);
  await run('npx', 'tsc');
  writeFileSync(join(folder, 'src/check.ts'), checkOf(app));
  await run('npx', 'tsc');
  await run('node', 'dist/check.js');
  rmSync(join(folder, 'src/check.ts'));
  await run('node', backend, 'add', 'cache-busting', '--yes', '--no-install');
  same(textsIn(folder), added, 'adding twice');
  await run('node', backend, 'remove', 'cache-busting', '--yes', '--no-install');
  same(textsIn(folder), before, 'removing');
}

function same(
  is: Readonly<Record<string, string>>,
  was: Readonly<Record<string, string>>,
  what: string,
): void {
  const paths = new Set([...Object.keys(is), ...Object.keys(was)]);
  const changed = [...paths].filter((path) => is[path] !== was[path]);
  if (changed.length > 0) throw new Error(`${what} changed ${changed.join(', ')}`);
}

const apps = ormApps.filter(({ name }) => name.includes(values.only));
const failed = await withDatabase(async (database) => {
  const failures: string[] = [];
  for (const app of apps) {
    try {
      await check(app, database);
      console.log(`${app.name}: ok`);
    } catch (error) {
      failures.push(app.name);
      console.log(`${app.name}: FAILED\n${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return failures;
});
process.exitCode = failed.length === 0 ? 0 : 1;

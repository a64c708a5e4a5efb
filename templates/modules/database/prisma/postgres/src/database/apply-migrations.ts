import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';

/** The number that Prisma's own commands lock too, so that only one of them and us migrates at a time. */
const migrationLock = 72_707_369;

/** The table in which Prisma's own commands keep what they applied, as they make it. */
const createTable = `
  create table if not exists _prisma_migrations (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`;

const addRow = `
  insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
  values ($1, $2, $3, clock_timestamp(), 1)`;

interface Known {
  readonly name: string;
  readonly finished: boolean;
}

/**
 * Does what `prisma migrate deploy` does, also where that can't reach the database: embedded in this process. Each
 * migration is a transaction of its own. Keeps the connection's lock until it is closed.
 */
export async function applyMigrations(client: pg.ClientBase, folder: string): Promise<void> {
  await client.query('set statement_timeout = 0');
  await client.query('select pg_advisory_lock($1::bigint)', [migrationLock]);
  await client.query(createTable);
  const { rows } = await client.query<Known>(
    `select migration_name as name, finished_at is not null as finished
     from _prisma_migrations where rolled_back_at is null`,
  );
  const known = new Map(rows.map(({ name, finished }) => [name, finished]));
  for (const name of migrationsIn(folder)) {
    const finished = known.get(name);
    if (finished === false) {
      throw new Error(
        `The migration ${name} failed before; say what became of it: npx prisma migrate resolve`,
      );
    }
    if (finished === undefined) await apply(client, name, folder);
  }
}

/** The names of the migrations, which begin with the instant at which they were made. */
function migrationsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

async function apply(client: pg.ClientBase, name: string, folder: string): Promise<void> {
  const script = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
  const checksum = createHash('sha256').update(script).digest('hex');
  await client.query('begin');
  try {
    await client.query(script);
    await client.query(addRow, [randomUUID(), checksum, name]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`The migration ${name} failed, and nothing of it was applied.`, {
      cause: error,
    });
  }
}

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MigrationInterface } from 'typeorm';

type Migration = new () => MigrationInterface;

/** The migrations of a folder. TypeORM orders them by the time in their names. */
export async function migrationsIn(folder: string): Promise<Migration[]> {
  const files = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.js'))
    : [];
  const modules: Record<string, Migration>[] = await Promise.all(
    files.map((name) => import(pathToFileURL(join(folder, name)).href)),
  );
  return modules.flatMap((module) => Object.values(module));
}

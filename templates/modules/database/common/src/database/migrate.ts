import { fileURLToPath } from 'node:url';
import { settings } from '../settings/index.js';
import { driver } from './client.js';

/** The compiled code reads them from here too, so they are written and shipped in one place. */
//{{#if database.prisma}}
const migrationsFolder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
//{{else}}
const migrationsFolder = fileURLToPath(new URL('../../src/database/migrations', import.meta.url));
//{{/if}}

/** Brings the connected database up to date. Safe to run again, and by several deployments at once. */
export async function migrateDatabase(): Promise<void> {
  await driver().migrate(migrationsFolder);
  //{{{wires "migrate"}}}
}

/** Migrates when the process starts, where no deployment does it. */
export async function migrateOnStart(environment = settings.environment): Promise<void> {
  if (environment === 'development' || environment === 'test') await migrateDatabase();
}

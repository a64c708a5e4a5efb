/** `migrate` and `seed` from the command line: `node dist/database/cli.js migrate`. */
//{{#if (and on.cache (not cache.memory))}}
import { withCache } from '../platform/cache/with-cache.js';
//{{/if}}
import { logger } from '../platform/logging/logger.js';
import { connectDatabase, disconnectDatabase } from './client.js';
//{{#if database.postgres}}
import { DataFolderInUse } from './data-lock.js';
//{{/if}}
import { migrateDatabase } from './migrate.js';
import { seedDatabase } from './seed.js';

const commands = new Map([
  ['migrate', migrateDatabase],
  //{{#if (and on.cache (not cache.memory))}}
  ['seed', () => withCache(seedDatabase)],
  //{{else}}
  ['seed', seedDatabase],
  //{{/if}}
]);
const name = process.argv[2] ?? '';

try {
  const command = commands.get(name);
  if (command === undefined)
    throw new Error(`Unknown command "${name}"; known are ${[...commands.keys()].join(', ')}.`);
  await connectDatabase();
  await command();
  logger.info(`Done: ${name}`);
} catch (error) {
  //{{#if database.postgres}}
  if (error instanceof DataFolderInUse) logger.fatal(error.message);
  else logger.fatal({ err: error }, `Failed: ${name}`);
  //{{else}}
  logger.fatal({ err: error }, `Failed: ${name}`);
  //{{/if}}
  process.exitCode = 1;
} finally {
  await disconnectDatabase();
}

/** `migrate` and `seed` from the command line: `node dist/database/cli.js migrate`. */
import { logger } from '../platform/logging/logger.js';
import { connectDatabase, disconnectDatabase } from './client.js';
import { DataFolderInUse } from './data-lock.js';
import { migrateDatabase } from './migrate.js';
import { seedDatabase } from './seed.js';

const commands = new Map([
  ['migrate', migrateDatabase],
  ['seed', seedDatabase],
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
  if (error instanceof DataFolderInUse) logger.fatal(error.message);
  else logger.fatal({ err: error }, `Failed: ${name}`);
  process.exitCode = 1;
} finally {
  await disconnectDatabase();
}

import { PGlite } from '@electric-sql/pglite';
import { connectionsOf, createDataSource } from './src/database/data-source.js';
import { createDriver } from './src/database/driver.js';
import { embeddedPool } from './src/database/embedded.js';

/**
 * What `db:generate` compares the entities with: a database in memory to which all migrations were applied. So it finds
 * the same on every machine, without a server, and whatever state a developer's own database is in.
 */
const pool = embeddedPool(await PGlite.create());
const driver = await createDriver(pool);
await driver.migrate('src/database/migrations');

export default createDataSource(connectionsOf(pool));

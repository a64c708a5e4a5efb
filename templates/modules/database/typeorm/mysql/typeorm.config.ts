import mysql from 'mysql2';
import { connectionsOf } from './src/database/connections.js';
import { createDataSource } from './src/database/data-source.js';
import { createDriver } from './src/database/driver.js';
import { settings } from './src/settings/index.js';

/**
 * What `db:generate` compares the entities with: a database of its own on the server of DATABASE_URL, to which all
 * migrations were applied, and which is dropped when TypeORM has read it. So it finds the same on every machine,
 * whatever state a developer's own database is in.
 */
const { url, statementTimeoutMs } = settings.database;
const own = new URL(url);
const name = `${own.pathname.slice(1, 41)}_generate_${process.pid}`;
own.pathname = '/';
const server = mysql.createPool({ uri: own.href }).promise();
await server.query('create database ?? character set utf8mb4', [name]);
own.pathname = `/${name}`;
const pool = mysql.createPool({ uri: own.href, timezone: 'Z' });
const connections = await connectionsOf(pool);
const end = async (): Promise<void> => {
  await server.query('drop database ??', [name]);
  await server.end();
  await connections.end();
};

try {
  const driver = await createDriver(pool, statementTimeoutMs);
  await driver.migrate('src/database/migrations');
} catch (error) {
  await end();
  throw error;
}

export default createDataSource({ ...connections, end });

import mysql, { type RowDataPacket } from 'mysql2/promise';

/** The settings of tests count for this file too, which runs outside of them. */
process.env.APP_ENV = 'test';

const { settings } = await import('../src/settings/index.js');

/**
 * Runs once before all tests: they need a server, and end at once when there is none.
 * What it returns runs after them and takes away what they left behind.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const url = new URL(settings.database.url);
  const name = url.pathname.slice(1);
  url.pathname = '/';
  const connection = await mysql.createConnection(url.href);
  await connection.query('create database if not exists ?? character set utf8mb4', [name]);
  return async () => {
    const [databases] = await connection.query<RowDataPacket[]>('show databases');
    for (const { Database: other } of databases) {
      if (isOfWorker(name, String(other))) await connection.query('drop database ??', [other]);
    }
    await connection.end();
  };
}

/** Each worker of vitest has a database with its number behind the name. */
const isOfWorker = (name: string, other: string): boolean =>
  other.startsWith(`${name}_`) && /^\d+$/.test(other.slice(name.length + 1));

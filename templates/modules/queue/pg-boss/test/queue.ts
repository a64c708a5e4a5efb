import { connectDatabase, disconnectDatabase } from '../src/database/client.js';
import { migrateDatabase } from '../src/database/migrate.js';
import { connectQueue, disconnectQueue } from '../src/platform/queue/index.js';

/** Opens the queue without the rest of the backend, and without a worker. */
export async function openQueue(): Promise<void> {
  await connectDatabase();
  await migrateDatabase();
  await connectQueue();
}

export async function closeQueue(): Promise<void> {
  await disconnectQueue();
  await disconnectDatabase();
}

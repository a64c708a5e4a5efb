import { disconnectDatabase } from '../src/database/client.js';
import { connectQueue, disconnectQueue } from '../src/platform/queue/index.js';
import { connectTestDatabase } from './database.js';

/** Opens the queue without the rest of the backend, and without a worker. */
export async function openQueue(): Promise<void> {
  await connectTestDatabase();
  await connectQueue();
}

export async function closeQueue(): Promise<void> {
  await disconnectQueue();
  await disconnectDatabase();
}

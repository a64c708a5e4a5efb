import { disconnectDatabase } from '../src/database/client.js';
import { connectQueue, disconnectQueue } from '../src/platform/queue/index.js';
import { connectRedis, disconnectRedis } from '../src/platform/redis/client.js';
import { connectTestDatabase } from './database.js';

/** Opens the queue without the rest of the backend, and without a worker. */
export async function openQueue(): Promise<void> {
  await connectTestDatabase();
  await connectRedis();
  await connectQueue();
}

export async function closeQueue(): Promise<void> {
  await disconnectQueue();
  await disconnectRedis();
  await disconnectDatabase();
}

import { connectRedis, disconnectRedis, redis } from '../src/platform/redis/client.js';

/** Runs once before all tests: they need a Redis server, and say so at once when there is none. */
export async function setup(): Promise<void> {
  await connectRedis();
  await disconnectRedis();
}

/** Takes away what the tests left behind. */
export async function teardown(): Promise<void> {
  await connectRedis();
  const keys = await redis().keys('{{name}}-test-*');
  if (keys.length > 0) await redis().del(...keys);
  await disconnectRedis();
}

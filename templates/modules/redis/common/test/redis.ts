import { projectName } from '../src/settings/project.js';

/** The settings of tests count for this file too, which runs outside of them. */
process.env.APP_ENV = 'test';

const { connectRedis, disconnectRedis, redis } = await import('../src/platform/redis/client.js');

/**
 * Runs once before all tests: they need a Redis server, and end at once when there is none.
 * What it returns runs after them and takes away what they left behind.
 */
export default async function setup(): Promise<() => Promise<void>> {
  await connectRedis();
  return async () => {
    const keys = await redis().keys(`${projectName}-test-*`);
    if (keys.length > 0) await redis().del(...keys);
    await disconnectRedis();
  };
}

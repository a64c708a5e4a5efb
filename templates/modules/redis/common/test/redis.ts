/** The settings of tests count for this file too, which runs outside of them. */
process.env.APP_ENV = 'test';

const { connectRedis, disconnectRedis, redis } = await import('../src/platform/redis/client.js');

/** Runs once before all tests: they need a Redis server, and end at once when there is none. */
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

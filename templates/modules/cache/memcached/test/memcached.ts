import { startFakeMemcached } from './fake-memcached.js';

/** The settings of tests count for this file too, which runs outside of them. */
process.env.APP_ENV = 'test';

/**
 * Runs once before all tests: they speak to the servers of MEMCACHED_URL, or to a fake one when those don't answer.
 * What it returns runs after them.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const { MemcachedConnection } = await import('../src/platform/cache/connection.js');
  const connection = new MemcachedConnection();
  try {
    await connection.ping();
    return async () => {};
  } catch (error) {
    if (process.env.CI) throw error;
    const fake = await startFakeMemcached();
    process.env.MEMCACHED_URL = fake.url.href;
    console.warn('MEMCACHED_URL does not answer: these tests run on a FAKE Memcached.');
    return () => fake.stop();
  } finally {
    connection.close();
  }
}

/** The settings of tests count for this file too, which runs outside of them. */
process.env.APP_ENV = 'test';

const { openConnection } = await import('../src/platform/queue/connection.js');

/**
 * Runs once before all tests: they need a RabbitMQ server, and end at once when there is none.
 * What it returns runs after them.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const broker = await openConnection(async () => {});
  await broker.close();
  return async () => {};
}

import { once } from 'node:events';
import { createServer } from 'node:net';
import { beforeEach, expect, it, vi } from 'vitest';
import { slowRoute, trial } from '../../../test/routes.js';

beforeEach(() => {
  vi.resetModules();
});

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function listening(port: number, shutdownTimeoutMs: number, answer: Promise<void>) {
  vi.stubEnv('PORT', String(port));
  vi.stubEnv('SHUTDOWN_TIMEOUT_MS', String(shutdownTimeoutMs));
  const { createApp } = await import('../../app.js');
  const { listen } = await import('./server.js');
  return listen(await createApp((app) => slowRoute(app, answer)));
}

it('lets open requests finish and takes no new ones', async () => {
  const port = await freePort();
  let finish = () => {};
  const answer = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const server = await listening(port, 20_000, answer);
  const open = fetch(`http://127.0.0.1:${port}${trial}/slow`);
  expect((await fetch(`http://127.0.0.1:${port}/nowhere`)).status).toBe(404);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const closed = server.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await expect(fetch(`http://127.0.0.1:${port}/nowhere`)).rejects.toThrow();
  finish();
  expect(await (await open).text()).toBe('done');
  const answered = performance.now();
  await closed;
  expect(performance.now() - answered).toBeLessThan(4_000);
});

it('cuts requests off that take too long', async () => {
  const port = await freePort();
  const server = await listening(port, 50, new Promise(() => {}));
  const open = fetch(`http://127.0.0.1:${port}${trial}/slow`).catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await server.close();
  expect(await open).toBeInstanceOf(Error);
});

it('says when somebody else has the port', async () => {
  const port = await freePort();
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  await expect(listening(port, 50, Promise.resolve())).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
  other.close();
});

import { createServer } from 'node:net';
import { expect, it, vi } from 'vitest';
import { openConnection } from './connection.js';

vi.hoisted(() => {
  process.env.RABBITMQ_URL = 'amqp://guest:secret@127.0.0.1:1';
  process.env.RABBITMQ_CONNECT_TIMEOUT_MS = '200';
});

const nothing = async () => {};

it('a broker that is not there ends the start with what to do, and without the password', async () => {
  await expect(openConnection(nothing)).rejects.toThrow(
    "RabbitMQ at 127.0.0.1:1 can't be reached or refuses the connection. Start it, or set RABBITMQ_URL.",
  );
});

it('a broker that says nothing is waited for no longer than the limit', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await vi.waitFor(() => expect(silent.listening).toBe(true));
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const started = performance.now();
  await expect(openConnection(nothing, `amqp://127.0.0.1:${port}`)).rejects.toThrow('RABBITMQ_URL');
  expect(performance.now() - started).toBeLessThan(3_000);
  silent.close();
});

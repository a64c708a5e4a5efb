import { describe, expect, it, vi } from 'vitest';
import { connectRedis, createRedis } from './client.js';

vi.hoisted(() => {
  process.env.REDIS_URL = 'redis://:secret@127.0.0.1:1';
});

describe('a server that is not there', () => {
  it('ends the start with what to do, and without the password', async () => {
    await expect(connectRedis()).rejects.toThrow(
      "Redis at 127.0.0.1:1 can't be reached. Start it, or set REDIS_URL.",
    );
  });

  it('is asked again after pauses that grow', async () => {
    const client = createRedis();
    const pauses: number[] = [];
    client.on('reconnecting', (pause: number) => pauses.push(pause));
    await expect(client.connect()).rejects.toThrow();
    await vi.waitFor(() => expect(pauses.length).toBeGreaterThan(2), 5_000);
    expect(pauses.slice(0, 3)).toEqual([100, 200, 400]);
    client.disconnect();
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { logger } from '../logging/logger.js';
import { connectRedis, createRedis, disconnectRedis, pingRedis, redis } from './client.js';

afterEach(disconnectRedis);

describe('the shared connection', () => {
  it('is there between connecting and disconnecting', async () => {
    expect(() => redis()).toThrow('not connected');
    await connectRedis();
    await connectRedis();
    await pingRedis();
    const key = `redis-client-test-${process.pid}`;
    await redis().set(key, 'value', 'PX', 1_000);
    expect(await redis().get(key)).toBe('value');
    await disconnectRedis();
    await disconnectRedis();
    await expect(pingRedis()).rejects.toThrow('not connected');
  });

  it('fails at once while Redis is away, and closes all the same', async () => {
    await connectRedis();
    redis().disconnect();
    await expect(pingRedis()).rejects.toThrow();
    await disconnectRedis();
  });
});

describe('an outage', () => {
  it('is logged once, and so is its end', async () => {
    const error = vi.spyOn(logger, 'error').mockReturnValue();
    const info = vi.spyOn(logger, 'info').mockReturnValue();
    const client = createRedis();
    const failures = vi.fn();
    client.on('error', failures);
    client.emit('error', new Error('away'));
    client.emit('error', new Error('still away'));
    expect(error).toHaveBeenCalledOnce();
    client.emit('ready');
    client.emit('ready');
    expect(info).toHaveBeenCalledOnce();
    client.disconnect();
  });
});

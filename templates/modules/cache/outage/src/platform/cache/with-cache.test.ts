import { beforeEach, describe, expect, it, vi } from 'vitest';
//{{#if (or cache.redis cache.tiered)}}
import { redis } from '../redis/client.js';
//{{/if}}
import { withCache } from './with-cache.js';

const pingCache = vi.hoisted(() => vi.fn());
vi.mock('./index.js', () => ({ pingCache }));

beforeEach(() => {
  pingCache.mockReset();
});

describe('the work of a command', () => {
  it('begins when the cache has answered', async () => {
    const events: string[] = [];
    pingCache.mockImplementation(async () => events.push('answered'));
    const work = async () => {
      events.push('work');
      //{{#if (or cache.redis cache.tiered)}}
      expect(await redis().ping()).toBe('PONG');
      //{{/if}}
      return 'done';
    };
    expect(await withCache(work)).toBe('done');
    expect(events).toEqual(['answered', 'work']);
    //{{#if (or cache.redis cache.tiered)}}
    expect(redis).toThrow('not connected');
    //{{/if}}
  });

  it('does not begin while the cache is out of reach', async () => {
    pingCache.mockRejectedValue(new Error('out of reach'));
    const work = vi.fn();
    await expect(withCache(work)).rejects.toThrow('out of reach');
    expect(work).not.toHaveBeenCalled();
    //{{#if (or cache.redis cache.tiered)}}
    expect(redis).toThrow('not connected');
    //{{/if}}
  });
});

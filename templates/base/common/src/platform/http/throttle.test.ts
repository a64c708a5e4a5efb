import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { trial, trialRoutes } from '../../../test/routes.js';

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv('THROTTLE_ANON', '2/min');
});

afterEach(() => {
  vi.doUnmock('./throttle-windows.js');
});

async function clientWith(take: () => unknown) {
  vi.doMock('./throttle-windows.js', () => ({
    RequestWindows: class {
      take = take;
    },
  }));
  const { createAppClient } = await import('../../../test/index.js');
  return createAppClient(trialRoutes);
}

describe('throttling', () => {
  const refused = { allowed: false, retryAfterMs: 1_500 };

  it.each([
    ['at once', () => refused],
    ['later', () => Promise.resolve(refused)],
  ])('answers 429 when the counter says so %s', async (_when, take) => {
    const client = await clientWith(take);
    const response = await client.get(`${trial}/1`);
    expect(response.status).toBe(429);
    expect(response.headers['retry-after']).toBe('2');
    //{{#if on.health}}
    expect((await client.get('/health/live')).status).toBe(200);
    //{{/if}}
    await client.close();
  });

  it('lets the others pass', async () => {
    const client = await clientWith(() => Promise.resolve({ allowed: true, retryAfterMs: 0 }));
    expect((await client.get(`${trial}/1`)).status).toBe(200);
    await client.close();
  });

  it('answers 500 when counting fails', async () => {
    const client = await clientWith(() => Promise.reject(new Error('broken')));
    expect((await client.get(`${trial}/1`)).status).toBe(500);
    await client.close();
  });
});

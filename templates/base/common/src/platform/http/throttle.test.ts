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
  //{{#if on.redis}}
  it.each([
    ['at once', () => 1_500],
    ['later', () => Promise.resolve(1_500)],
  ])('answers 429 when the counter says so %s', async (_when, take) => {
    const client = await clientWith(take);
  //{{else}}
  it('answers 429 when the counter says so', async () => {
    const client = await clientWith(() => 1_500);
  //{{/if}}
    const response = await client.get(`${trial}/1`);
    expect(response.status).toBe(429);
    expect(response.headers['retry-after']).toBe('2');
    //{{#if on.health}}
    expect((await client.get('/health/live')).status).toBe(200);
    //{{/if}}
    await client.close();
  });

  //{{#if on.redis}}
  it.each([
    ['at once', () => 0],
    ['later', () => Promise.resolve(0)],
  ])('lets the others pass %s', async (_when, take) => {
    const client = await clientWith(take);
  //{{else}}
  it('lets the others pass', async () => {
    const client = await clientWith(() => 0);
  //{{/if}}
    expect((await client.get(`${trial}/1`)).status).toBe(200);
    await client.close();
  });

  it('answers 500 when counting fails', async () => {
    //{{#if on.redis}}
    const client = await clientWith(() => Promise.reject(new Error('broken')));
    //{{else}}
    const client = await clientWith(() => {
      throw new Error('broken');
    });
    //{{/if}}
    expect((await client.get(`${trial}/1`)).status).toBe(500);
    await client.close();
  });
});

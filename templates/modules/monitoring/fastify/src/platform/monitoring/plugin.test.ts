import Fastify from 'fastify';
import { describe, expect, it, vi } from 'vitest';
import { monitoring } from './plugin.js';
import { vendor } from './vendor.js';

describe('request measuring', () => {
  it('measures requests under the template of their route, unmatched ones together', async () => {
    const request = vi.spyOn(vendor, 'request').mockImplementation(() => undefined);
    const app = Fastify();
    await app.register(monitoring);
    app.get('/things/:id', async () => ({ ok: true }));
    app.get('/broken', async () => {
      throw new Error('broken');
    });
    for (const url of ['/things/1', '/things/2', '/nowhere/3', '/broken']) await app.inject(url);
    await app.close();
    expect(request.mock.calls.map((call) => call.slice(0, 3))).toEqual([
      ['GET', '/things/:id', 200],
      ['GET', '/things/:id', 200],
      ['GET', 'unknown', 404],
      ['GET', '/broken', 500],
    ]);
    for (const call of request.mock.calls) expect(call[3]).toBeGreaterThanOrEqual(0);
  });
});

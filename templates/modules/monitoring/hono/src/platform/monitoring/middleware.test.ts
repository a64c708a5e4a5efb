import { Hono } from 'hono';
import { describe, expect, it, vi } from 'vitest';
import { monitoring } from './middleware.js';
import { vendor } from './vendor.js';

describe('request measuring', () => {
  it('measures requests under the template of their route, unmatched ones together', async () => {
    const request = vi.spyOn(vendor, 'request').mockImplementation(() => undefined);
    const app = new Hono();
    app.use(monitoring);
    app.get('/things/new', (c) => c.json({ ok: true }));
    app.get('/things/:id', (c) => c.json({ ok: true }));
    app.get('/broken', () => {
      throw new Error('broken');
    });
    app.onError((_error, c) => c.text('broken', 500));
    const paths = ['/things/1', '/things/2', '/things/new', '/nowhere/3', '/broken'];
    for (const path of paths) await app.request(path);
    expect(request.mock.calls.map((call) => call.slice(0, 3))).toEqual([
      ['GET', '/things/:id', 200],
      ['GET', '/things/:id', 200],
      ['GET', '/things/new', 200],
      ['GET', 'unknown', 404],
      ['GET', '/broken', 500],
    ]);
    for (const call of request.mock.calls) expect(call[3]).toBeGreaterThanOrEqual(0);
  });
});

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { describe, expect, it, vi } from 'vitest';
import { rememberRoutes } from '../http/route.js';
import { monitoring } from './middleware.js';
import { vendor } from './vendor.js';

describe('request measuring', () => {
  it('measures requests under the template of their route, unmatched ones together', async () => {
    const request = vi.spyOn(vendor, 'request').mockImplementation(() => undefined);
    const app = express();
    rememberRoutes(app);
    app.use(monitoring);
    app.get('/things/:id', (_request, response) => {
      response.json({ ok: true });
    });
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    for (const path of ['/things/1', '/things/2', '/nowhere/3']) {
      await (await fetch(`http://127.0.0.1:${port}${path}`)).text();
    }
    server.close();
    expect(request.mock.calls.map((call) => call.slice(0, 3))).toEqual([
      ['GET', '/things/:id', 200],
      ['GET', '/things/:id', 200],
      ['GET', 'unknown', 404],
    ]);
    for (const call of request.mock.calls) expect(call[3]).toBeGreaterThanOrEqual(0);
  });
});

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { describe, expect, it, vi } from 'vitest';
import * as alerts from './index.js';
import { brokenLinks } from './middleware.js';

describe('broken links', () => {
  it('are noticed when a page leads to a 404', async () => {
    const report = vi.spyOn(alerts, 'reportBrokenLink').mockImplementation(() => undefined);
    const app = express();
    app.use(brokenLinks);
    app.get('/here', (_request, response) => {
      response.json({ ok: true });
    });
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const headers = { referer: `http://${host}/docs` };
    await (await fetch(`http://${host}/here`, { headers })).text();
    await (await fetch(`http://${host}/missing`)).text();
    await (await fetch(`http://${host}/missing?page=2`, { headers })).text();
    server.close();
    expect(report).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ url: '/missing?page=2', host, referer: headers.referer }),
    );
  });
});

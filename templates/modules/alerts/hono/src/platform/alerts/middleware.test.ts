import { Hono } from 'hono';
import { describe, expect, it, vi } from 'vitest';
import type { AppEnv } from '../http/app.js';
import * as alerts from './index.js';
import { brokenLinks } from './middleware.js';

describe('broken links', () => {
  it('are noticed when a page leads to a 404', async () => {
    const report = vi.spyOn(alerts, 'reportBrokenLink').mockImplementation(() => undefined);
    const app = new Hono<AppEnv>();
    app.use(brokenLinks);
    app.get('/here', (c) => c.json({ ok: true }));
    const headers = { host: 'api.example.com', referer: 'https://api.example.com/docs' };
    await app.request('/here', { headers }, {});
    await app.request('/missing', {}, {});
    await app.request('/missing?page=2', { headers }, {});
    expect(report).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        url: '/missing?page=2',
        host: 'api.example.com',
        referer: headers.referer,
      }),
    );
  });
});

import Fastify from 'fastify';
import { describe, expect, it, vi } from 'vitest';
import * as alerts from './index.js';
import { brokenLinks } from './plugin.js';

describe('broken links', () => {
  it('are noticed when a page leads to a 404', async () => {
    const report = vi.spyOn(alerts, 'reportBrokenLink').mockImplementation(() => undefined);
    const app = Fastify();
    await app.register(brokenLinks);
    app.get('/here', async () => ({ ok: true }));
    const headers = { host: 'api.example.com', referer: 'https://api.example.com/docs' };
    await app.inject({ url: '/here', headers });
    await app.inject({ url: '/missing' });
    await app.inject({ url: '/missing?page=2', headers });
    await app.close();
    expect(report).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        url: '/missing?page=2',
        host: 'api.example.com',
        referer: headers.referer,
      }),
    );
  });
});

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeMetrics, serveMetrics } from './server.js';

describe('the server of the metrics', () => {
  let server: Server;
  let base: string;

  beforeEach(async () => {
    server = await serveMetrics('127.0.0.1', 0);
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    await closeMetrics(server);
  });

  it('serves the metrics as text', async () => {
    const response = await fetch(`${base}/metrics?name=x`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toContain('# TYPE process_cpu_user_seconds_total counter');
  });

  it('answers HEAD without a body', async () => {
    const response = await fetch(`${base}/metrics`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('serves nothing else', async () => {
    expect((await fetch(base)).status).toBe(404);
    const response = await fetch(`${base}/metrics`, { method: 'POST' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

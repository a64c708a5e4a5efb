import { Hono } from 'hono';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AppEnv } from './app.js';

const env = { incoming: { socket: { remoteAddress: '10.0.0.1' } } };

afterEach(() => {
  vi.resetModules();
});

async function ask(hops: number, headers: Record<string, string>) {
  vi.stubEnv('TRUST_PROXY', String(hops));
  const { clientAddress } = await import('./proxies.js');
  const { absoluteUrl } = await import('./route.js');
  const app = new Hono<AppEnv>();
  app.get('/here', (c) => c.json([clientAddress(c), absoluteUrl(c).href]));
  return (await app.request('http://api.test/here?a=b', { headers }, env)).json();
}

describe('what proxies say', () => {
  const forwarded = {
    'x-forwarded-for': '1.1.1.1, 2.2.2.2',
    'x-forwarded-proto': 'http, https',
    'x-forwarded-host': 'evil.example.com, api.example.com',
  };

  it('counts for nothing where none stands in front', async () => {
    expect(await ask(0, forwarded)).toEqual(['10.0.0.1', 'http://api.test/here?a=b']);
  });

  it.each([
    [1, '2.2.2.2'],
    [2, '1.1.1.1'],
    [9, '1.1.1.1'],
  ])('is believed of %i proxies in front', async (hops, address) => {
    expect(await ask(hops, forwarded)).toEqual([address, 'https://api.example.com/here?a=b']);
  });

  it('may be nothing at all', async () => {
    const headers = { host: 'api.example.com' };
    expect(await ask(1, headers)).toEqual(['10.0.0.1', 'http://api.example.com/here?a=b']);
  });
});

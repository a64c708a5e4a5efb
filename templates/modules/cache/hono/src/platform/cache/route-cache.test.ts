import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { mapStore } from '../../../test/map-store.js';
import { cache } from './index.js';
import { cached } from './route-cache.js';

vi.mock('./store.js', () => ({ createStore: () => mapStore().store }));

describe('a cached route', () => {
  const app = new Hono();
  let made = 0;

  const kept = cached({ ttlSeconds: 60, tags: ['route-test'] });
  app.use(async (c, next) => {
    c.header('vary', 'Origin');
    await next();
  });
  app.all('/kept', kept, async (c) => {
    made += 1;
    c.header('link', '</kept?page=2>; rel="next"');
    await sleep(5);
    return c.json({ made, query: c.req.query() });
  });
  app.get('/accepted', cached({ tags: ['route-test'] }), async (c) => {
    made += 1;
    await sleep(5);
    return c.json({ made }, 202);
  });
  app.get('/broken', kept, () => {
    made += 1;
    throw new Error('broken');
  });
  app.get('/bytes', kept, (c) => c.body(new Uint8Array([++made, 255])));
  app.onError((_error, c) => c.text('broken', 500));

  beforeEach(async () => {
    made = 0;
    await cache.deleteByTag('route-test');
  });

  const get = async (path: string, headers: Record<string, string> = {}) =>
    app.request(path, { headers });

  it('is made once and answered the same until it is busted', async () => {
    const first = await get('/kept?a=1&b=2');
    const second = await get('/kept?b=2&a=1');
    expect([first, second].map(({ headers }) => headers.get('x-cache'))).toEqual(['miss', 'hit']);
    expect(await second.text()).toBe(await first.text());
    for (const name of ['content-type', 'link', 'etag', 'vary', 'cache-control']) {
      expect(second.headers.get(name)).toBe(first.headers.get(name));
    }
    expect(second.headers.get('content-type')).toContain('application/json');
    expect(second.headers.get('vary')).toBe('Origin, Accept');
    expect(second.headers.get('cache-control')).toBe('public, no-cache');
    await cache.deleteByTag('route-test');
    expect((await get('/kept?a=1&b=2')).headers.get('x-cache')).toBe('miss');
  });

  it('answers 304 without a body to whoever has it already', async () => {
    const { headers } = await get('/kept');
    const conditional = { 'if-none-match': headers.get('etag') ?? '' };
    const again = await get('/kept', conditional);
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(again.headers.get('etag')).toBe(headers.get('etag'));
    await cache.deleteByTag('route-test');
    made = 0;
    expect((await get('/kept', conditional)).status).toBe(304);
    expect((await get('/kept', { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('runs the handler once for fifty requests at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => get('/kept')));
    expect(made).toBe(1);
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
  });

  it('is never shared between users', async () => {
    const one = await get('/kept', { authorization: 'a' });
    const two = await get('/kept', { authorization: 'b' });
    expect(made).toBe(2);
    for (const { headers } of [one, two])
      expect(headers.get('cache-control')).toBe('private, no-cache');
  });

  it('keeps status 200 alone, and lets nobody wait in vain', async () => {
    const answers = await Promise.all([get('/accepted'), get('/accepted')]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(made).toBe(2);
    await Promise.all([get('/broken'), get('/broken')]);
    expect(made).toBe(4);
  });

  it('keeps texts alone', async () => {
    await get('/bytes');
    const bytes = new Uint8Array(await (await get('/bytes')).arrayBuffer());
    expect([...bytes]).toEqual([2, 255]);
  });

  it('leaves other methods alone', async () => {
    for (const method of ['POST', 'HEAD']) {
      const answer = await app.request('/kept', { method });
      expect(answer.headers.get('x-cache')).toBeNull();
    }
  });
});

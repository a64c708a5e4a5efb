import { setTimeout as sleep } from 'node:timers/promises';
import Fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { mapStore } from '../../../test/map-store.js';
import { cache } from './index.js';
import { routeCache } from './route-cache.js';

vi.mock('./store.js', () => ({ createStore: () => mapStore().store }));

describe('a cached route', () => {
  const app = Fastify();
  let made = 0;

  beforeAll(async () => {
    await app.register(routeCache);
    const kept = { config: { cache: { ttlSeconds: 60, tags: ['route-test'] } } };
    app.get('/kept', kept, async (request, reply) => {
      made += 1;
      reply.header('link', '</kept?page=2>; rel="next"');
      await sleep(5);
      return { made, query: request.query };
    });
    app.get<{ Params: { status: string } }>('/status/:status', kept, async (request, reply) => {
      made += 1;
      await sleep(5);
      return reply.code(Number(request.params.status)).send({ made });
    });
    app.get('/broken', kept, async () => {
      made += 1;
      throw new Error('broken');
    });
    app.route({
      method: ['GET', 'POST'],
      url: '/both',
      ...kept,
      handler: async () => ({ made: ++made }),
    });
    app.get('/plain', async () => ({ made: ++made }));
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    made = 0;
    await cache.deleteByTag('route-test');
  });

  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });

  it('is made once and answered the same until it is busted', async () => {
    const first = await get('/kept?a=1&b=2');
    const second = await get('/kept?b=2&a=1');
    expect([first, second].map(({ headers }) => headers['x-cache'])).toEqual(['miss', 'hit']);
    expect(second.body).toBe(first.body);
    for (const name of [
      'content-type',
      'link',
      'etag',
      'vary',
      'cache-control',
      'content-length',
    ]) {
      expect(second.headers[name]).toBe(first.headers[name]);
    }
    expect(second.headers).toMatchObject({ vary: 'Accept', 'cache-control': 'public, no-cache' });
    await cache.deleteByTag('route-test');
    expect((await get('/kept?a=1&b=2')).headers['x-cache']).toBe('miss');
  });

  it('answers 304 without a body to whoever has it already', async () => {
    const { headers } = await get('/kept');
    const again = await get('/kept', { 'if-none-match': String(headers.etag) });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe('');
    expect(again.headers.etag).toBe(headers.etag);
    const other = await get('/kept', { 'if-none-match': '"other"' });
    expect(other.statusCode).toBe(200);
  });

  it('runs the handler once for fifty requests at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => get('/kept')));
    expect(made).toBe(1);
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  });

  it('is never shared between users', async () => {
    const [one, two] = [
      await get('/kept', { authorization: 'a' }),
      await get('/kept', { authorization: 'b' }),
    ];
    expect(made).toBe(2);
    expect([one, two].map(({ headers }) => headers['cache-control'])).toEqual([
      'private, no-cache',
      'private, no-cache',
    ]);
  });

  it('keeps status 200 alone, and lets nobody wait in vain', async () => {
    const answers = await Promise.all([get('/status/201'), get('/status/201')]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
    expect(made).toBe(2);
    await Promise.all([get('/broken'), get('/broken')]);
    expect(made).toBe(4);
  });

  it('leaves other methods and other routes alone', async () => {
    await app.inject({ method: 'POST', url: '/both' });
    const head = await app.inject({ method: 'HEAD', url: '/kept' });
    const plain = await get('/plain');
    for (const { headers } of [head, plain]) expect(headers['x-cache']).toBeUndefined();
    await get('/both');
    expect((await get('/both')).headers['x-cache']).toBe('hit');
  });
});

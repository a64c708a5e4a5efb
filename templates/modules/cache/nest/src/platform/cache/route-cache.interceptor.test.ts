import { setTimeout as sleep } from 'node:timers/promises';
import { All, Controller, Get, Header, Param, Query, Res, StreamableFile } from '@nestjs/common';
//{{#if app.nestFastify}}
import { FastifyAdapter } from '@nestjs/platform-fastify';
//{{/if}}
import { Test } from '@nestjs/testing';
//{{#if app.nest}}
import type { Response } from 'express';
//{{else}}
import type { FastifyReply } from 'fastify';
//{{/if}}
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { mapStore } from '../../../test/map-store.js';
import type { App } from '../http/app.js';
import { cache } from './index.js';
import { CachedRoute } from './route-cache.interceptor.js';

vi.mock('./store.js', () => ({ createStore: () => mapStore().store }));

let made = 0;

@Controller()
@CachedRoute({ ttlSeconds: 60, tags: ['route-test'] })
class CachedController {
  @All('kept')
  @Header('link', '</kept?page=2>; rel="next"')
  async kept(@Query() query: unknown) {
    made += 1;
    await sleep(5);
    return { made, query };
  }

  @Get('status/:status')
  //{{#if app.nest}}
  async status(@Param('status') status: string, @Res({ passthrough: true }) response: Response) {
  //{{else}}
  async status(
    @Param('status') status: string,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
  //{{/if}}
    made += 1;
    await sleep(5);
    response.status(Number(status));
    return { made };
  }

  @Get('slow')
  async slow() {
    made += 1;
    await sleep(made === 1 ? 500 : 0);
    return { made };
  }

  @Get('file')
  file() {
    return new StreamableFile(Buffer.from('file'));
  }
}

@Controller()
class WholeController {
  @Get('defaults')
  @CachedRoute()
  defaults() {
    return { made };
  }
}

describe('a cached route', () => {
  let app: App;
  let origin = '';

  beforeAll(async () => {
    const controllers = [CachedController, WholeController];
    const module = await Test.createTestingModule({ controllers }).compile();
    //{{#if app.nest}}
    app = module.createNestApplication<App>();
    app.disable('etag');
    //{{else}}
    app = module.createNestApplication<App>(new FastifyAdapter());
    //{{/if}}
    await app.listen(0, '127.0.0.1');
    origin = await app.getUrl();
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    made = 0;
    await cache.deleteByTag('route-test');
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(origin + path, { headers });

  it('is made once and answered the same until it is busted', async () => {
    const first = await get('/kept?a=1&b=2');
    const second = await get('/kept?b=2&a=1');
    expect([first, second].map(({ headers }) => headers.get('x-cache'))).toEqual(['miss', 'hit']);
    expect(await second.text()).toBe(await first.text());
    for (const name of [
      'content-type',
      'link',
      'etag',
      'vary',
      'cache-control',
      'content-length',
    ]) {
      expect(second.headers.get(name)).toBe(first.headers.get(name));
    }
    expect(second.headers.get('content-type')).toContain('application/json');
    expect(second.headers.get('vary')).toBe('Accept');
    expect(second.headers.get('cache-control')).toBe('public, no-cache');
    await cache.deleteByTag('route-test');
    expect((await get('/kept?a=1&b=2')).headers.get('x-cache')).toBe('miss');
  });

  it('answers 304 without a body to whoever has it already', async () => {
    const { headers } = await get('/kept');
    // Without a cache control of its own, fetch asks for an answer from the source.
    const conditional = {
      'if-none-match': headers.get('etag') ?? '',
      'cache-control': 'max-age=0',
    };
    const again = await get('/kept', conditional);
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    await cache.deleteByTag('route-test');
    made = 0;
    expect((await get('/kept', conditional)).status).toBe(304);
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

  it('keeps status 200 alone, no files, and lets nobody wait in vain', async () => {
    const answers = await Promise.all([get('/status/201'), get('/status/201')]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(made).toBe(2);
    const files = await Promise.all([get('/file'), get('/file')]);
    expect(await Promise.all(files.map((file) => file.text()))).toEqual(['file', 'file']);
    for (const { headers } of files) expect(headers.get('x-cache')).toBeNull();
  });

  it('lets nobody wait for a client that went away', async () => {
    const impatient = fetch(`${origin}/slow`, { signal: AbortSignal.timeout(50) });
    const given = expect(impatient).rejects.toThrow();
    await sleep(20);
    const patient = await get('/slow');
    expect(patient.status).toBe(200);
    await given;
  });

  it('leaves other methods alone, and needs no options', async () => {
    const answer = await fetch(`${origin}/kept`, { method: 'POST' });
    expect(answer.headers.get('x-cache')).toBeNull();
    expect((await get('/defaults')).headers.get('x-cache')).toBe('miss');
  });
});

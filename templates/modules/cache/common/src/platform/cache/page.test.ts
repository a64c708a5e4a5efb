import { describe, expect, it } from 'vitest';
import { runInContext } from '../logging/context.js';
import { entityTag, matchesTag, pageHeaders, pageOf } from './page.js';
import { isPersonal, pageKey } from './page-key.js';

const request = { origin: 'http://api.test', url: '/products?b=2&a=1', headers: {} };
const accept = ['accept'];

describe('the key of an answer', () => {
  const key = pageKey(request, accept);

  it('does not depend on the order of the query parameters', () => {
    expect(pageKey({ ...request, url: '/products?a=1&b=2' }, accept)).toBe(key);
  });

  it('depends on the order of the values of one parameter', () => {
    const [one, two] = ['/p?a=1&a=2', '/p?a=2&a=1'].map((url) =>
      pageKey({ ...request, url }, accept),
    );
    expect(one).not.toBe(two);
  });

  it('depends on the host, the path, the credentials and the headers of vary', () => {
    const others = [
      { ...request, origin: 'http://v2.api.test' },
      { ...request, url: '/products' },
      { ...request, headers: { authorization: 'Bearer a' } },
      { ...request, headers: { authorization: 'Bearer b' } },
      { ...request, headers: { cookie: 'Bearer a' } },
      { ...request, headers: { accept: 'text/csv' } },
    ];
    const keys = new Set([key, ...others.map((other) => pageKey(other, accept))]);
    expect(keys.size).toBe(others.length + 1);
  });

  it('depends on the API version and the user of the request', () => {
    const contexts = [{}, { version: 'v1' }, { version: 'v2' }, { userId: 'v1' }];
    const keys = contexts.map((context) =>
      runInContext({ requestId: 'r', ...context }, () => pageKey(request, accept)),
    );
    expect(new Set(keys).size).toBe(contexts.length);
    expect(keys[0]).toBe(key);
  });

  it('knows who may get an answer of their own', () => {
    expect(isPersonal({ accept: '*/*' })).toBe(false);
    expect(isPersonal({ 'x-api-key': 'k' })).toBe(true);
  });
});

describe('entity tags', () => {
  const tag = entityTag('body');

  it('are strong and differ with the body', () => {
    expect(tag).toMatch(/^"[\w-]{43}"$/);
    expect(entityTag('body ')).not.toBe(tag);
  });

  it.each([tag, `W/${tag}`, `"other", ${tag}`, '*'])('match %s', (header) => {
    expect(matchesTag(header, tag)).toBe(true);
  });

  it.each([undefined, '"other"', ''])('do not match %s', (header) => {
    expect(matchesTag(header, tag)).toBe(false);
  });
});

describe('the answer to keep', () => {
  const before = { 'x-request-id': '1', 'x-frame-options': 'DENY', vary: 'Origin' };

  it('has the headers that the route added, without those of one answer', () => {
    const headers = {
      ...before,
      'content-type': 'text/csv',
      link: ['<a>', '<b>'],
      date: 'today',
      none: undefined,
    };
    expect(pageOf('body', headers, before, accept)).toEqual({
      body: 'body',
      headers: { 'content-type': 'text/csv', link: '<a>,<b>' },
    });
  });

  it.each([
    { 'set-cookie': 'a=b' },
    { 'cache-control': 'no-store' },
    { 'cache-control': 'private, max-age=5' },
    { vary: 'Accept-Language' },
    { vary: '*' },
  ])('is none with %o', (headers) => {
    expect(pageOf('body', headers, {}, accept)).toBeUndefined();
  });

  it('is one when the header stood there before the route', () => {
    expect(
      pageOf('', { 'cache-control': 'no-store' }, { 'cache-control': 'no-store' }, accept),
    ).toBeDefined();
  });
});

describe('the headers of a cacheable answer', () => {
  const served = { state: 'miss', personal: false, before: {} } as const;

  it('name what the answer depends on, once each', () => {
    const { vary } = pageHeaders('', { vary: 'Origin, Accept' }, served, {
      vary: ['accept', 'x-tenant'],
    });
    expect(vary).toBe('Origin, Accept, X-Tenant');
  });

  it('let clients keep it only as long as the route says', () => {
    const control = (options: object, personal: boolean) =>
      pageHeaders('', {}, { ...served, personal }, options)['cache-control'];
    expect(control({}, false)).toBe('public, no-cache');
    expect(control({ maxAgeSeconds: 30 }, true)).toBe('private, max-age=30');
  });

  it('leave the cache control of the handler as it is', () => {
    const headers = { 'cache-control': 'public, s-maxage=9' };
    expect(pageHeaders('', headers, served, {})['cache-control']).toBe('public, s-maxage=9');
    expect(pageHeaders('', headers, { ...served, before: headers }, {})['cache-control']).toBe(
      'public, no-cache',
    );
  });
});

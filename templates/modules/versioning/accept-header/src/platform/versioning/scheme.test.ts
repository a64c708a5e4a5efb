import { describe, expect, it } from 'vitest';
import { givenVersion, urlInVersion } from './scheme.js';

const given = (accept?: string) =>
  givenVersion({
    originalUrl: '/',
    host: 'api.test',
    headers: accept === undefined ? {} : { accept },
  });

describe('the version in the Accept header', () => {
  it.each([
    ['application/json; version=v1', 'v1'],
    ['application/json;VERSION="v2"; q=0.5', 'v2'],
    ['application/json;version=v1;q=0.5, application/vnd.shop+json;version=v2', 'v2'],
    ['application/json;version=v1;q=0, text/csv', undefined],
    ['application/json; version=v1; q=best', 'v1'],
    ['application/json; charset=utf-8', undefined],
    ['*/*', undefined],
    [undefined, undefined],
  ])('of %s is %s', (accept, version) => {
    expect(given(accept)).toBe(version);
  });

  it('does not change the URL', () => {
    const url = new URL('http://api.test/products?page=2');
    expect(urlInVersion(url, 'v2')).toBe(url);
  });
});

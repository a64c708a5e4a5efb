import { describe, expect, it } from 'vitest';
import { givenVersion, urlInVersion } from './scheme.js';

const given = (originalUrl: string) => givenVersion({ originalUrl, host: 'api.test', headers: {} });

describe('the version in the query', () => {
  it.each([
    ['/products?version=v1', 'v1'],
    ['/products?page=2&version=v2', 'v2'],
    ['/products?version=', ''],
    ['/products?conversion=v1', undefined],
    ['/products?page=2', undefined],
    ['/version', undefined],
  ])('of %s is %s', (url, version) => {
    expect(given(url)).toBe(version);
  });

  it('can be changed, and the rest stays', () => {
    const url = new URL('http://api.test/products?version=v1&page=2');
    expect(urlInVersion(url, 'v2').href).toBe('http://api.test/products?version=v2&page=2');
  });
});

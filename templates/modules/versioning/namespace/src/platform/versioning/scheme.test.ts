import { describe, expect, it } from 'vitest';
import { givenVersion, urlInVersion } from './scheme.js';

const given = (originalUrl: string) => givenVersion({ originalUrl, host: 'api.test', headers: {} });

describe('the version in the path', () => {
  it.each([
    ['/v1/products', 'v1'],
    ['/v2?a=1', 'v2'],
    ['/v10', 'v10'],
    ['/', undefined],
    ['/products/v1', undefined],
    ['/v1products', undefined],
    ['/vat', undefined],
  ])('of %s is %s', (url, version) => {
    expect(given(url)).toBe(version);
  });

  it('can be changed, and the rest stays', () => {
    const url = new URL('http://api.test/v1/products?page=2');
    expect(urlInVersion(url, 'v2').href).toBe('http://api.test/v2/products?page=2');
    expect(urlInVersion(new URL('http://api.test/orders'), 'v2').href).toBe(
      'http://api.test/v2/orders',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { givenVersion, urlInVersion } from './scheme.js';

const given = (host: string) => givenVersion({ originalUrl: '/', host, headers: {} });

describe('the version in the host name', () => {
  it.each([
    ['v1.example.com', 'v1'],
    ['V2.example.com:8080', 'v2'],
    ['v1.localhost:3000', 'v1'],
    ['example.com', undefined],
    ['api.example.com', undefined],
    ['127.0.0.1:3000', undefined],
    ['v1', undefined],
  ])('of %s is %s', (host, version) => {
    expect(given(host)).toBe(version);
  });

  it('can be changed, and the rest stays', () => {
    const changed = (url: string) => urlInVersion(new URL(url), 'v2').href;
    expect(changed('http://v1.api.test:8080/products?page=2')).toBe(
      'http://v2.api.test:8080/products?page=2',
    );
    expect(changed('http://api.test/orders')).toBe('http://v2.api.test/orders');
  });
});

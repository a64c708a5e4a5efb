import { expect, it } from 'vitest';
import { withoutSecrets, withStarredUrl } from './masked.js';

it('errors are sent without passwords of URLs', () => {
  const exception = { message: 'smtp://shop:hunter2@mail refused' };
  expect(withoutSecrets({ exception }).exception.message).toBe('smtp://shop:********@mail refused');
  expect(withoutSecrets({ exception: {} })).toEqual({ exception: {} });
});

it('requests are sent without secret-looking parameters', () => {
  const url = {
    raw: '/products?token=abc&page=2',
    search: '?token=abc&page=2',
    pathname: '/products',
  };
  expect(withStarredUrl({ context: { request: { url } } }).context.request.url).toEqual({
    raw: '/products?token=********&page=2',
    search: '?token=********&page=2',
    pathname: '/products',
  });
  expect(withStarredUrl({})).toEqual({});
});

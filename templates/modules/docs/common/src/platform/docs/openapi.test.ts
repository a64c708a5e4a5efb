import { expect, it } from 'vitest';
import { isObject, mapOperations, objectOf, withProblems } from './openapi.js';

const paths = { '/a': { get: { summary: 'A', responses: { 200: {} } }, post: {} } };

it('tells of every operation how it fails', () => {
  const { components, paths: described } = withProblems({ paths });
  expect(objectOf(objectOf(components).schemas).Problem).toBeDefined();
  expect(objectOf(described)['/a']).toMatchObject({
    get: { summary: 'A', responses: { 200: {}, default: { description: 'Any error' } } },
    post: { responses: { default: { description: 'Any error' } } },
  });
});

it('keeps the shapes that are there', () => {
  const { components } = withProblems({ components: { schemas: { Thing: {} }, tags: [] } });
  expect(components).toMatchObject({ schemas: { Thing: {}, Problem: {} }, tags: [] });
});

it('changes operations one by one', () => {
  expect(mapOperations({ paths }, () => ({ changed: true }))).toEqual({
    '/a': { get: { changed: true }, post: { changed: true } },
  });
});

it('tells objects from lists and nothing', () => {
  expect([{}, [], null, 'text', undefined].map(isObject)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(objectOf(null)).toEqual({});
});

import { expect, it } from 'vitest';
import { objectOf } from './openapi.js';
import { inVersion, onlyIn } from './versions.js';

const answer = {
  anyOf: [
    { type: 'string', ...onlyIn('v1') },
    { type: 'object', ...onlyIn('v2', 'v3') },
  ],
};
const open = { anyOf: [{ type: 'string' }, { type: 'null' }] };
const operation = { parameters: [{ name: 'page', in: 'query' }], answer, open, deprecated: false };
const document = {
  info: { title: 'api' },
  paths: { '/a': { get: operation }, '/v1/a': { get: operation }, '/v2/a': { get: operation } },
};

it('has what is part of the version alone, without the marks', () => {
  const seen = (version: string) => {
    const { paths } = inVersion(document, version, 'http://api.test');
    const path = Object.values(objectOf(paths)).at(-1);
    return objectOf(objectOf(path).get);
  };
  expect(seen('v1')).toMatchObject({ answer: { type: 'string' }, open, deprecated: false });
  expect(seen('v2')).toMatchObject({ answer: { type: 'object' }, open });
});

it('says how to ask for the version', () => {
  expect(JSON.stringify(inVersion(document, 'v2', 'http://api.test'))).toMatch(/v2/);
});

it('copes with operations that have no parameters', () => {
  const bare = { paths: { '/v2/a': { get: {} } } };
  expect(objectOf(inVersion(bare, 'v2', 'http://api.test').paths)['/v2/a']).toBeDefined();
});

import { expect, it } from 'vitest';
import { perFramework } from './module.js';

it('what differs per framework is that of the framework', () => {
  const choices = { fastify: 'plugin', express: 'middleware', hono: 'web' };
  expect(perFramework('fastify', choices)).toBe('plugin');
  expect(perFramework('express', choices)).toBe('middleware');
});

it.each(['koa', 'undefined', 'constructor'])('there is no framework %s', (id) => {
  expect(() => perFramework(id, { fastify: 1, express: 2, hono: 3 })).toThrow(
    `There is no framework "${id}".`,
  );
});

import { expect, it } from 'vitest';
import { perFramework } from './module.js';

it('what differs per framework is that of the framework', () => {
  const choices = { fastify: 'plugin', express: 'middleware', hono: 'web', nest: 'module' };
  expect(perFramework('fastify', choices)).toBe('plugin');
  expect(perFramework('express', choices)).toBe('middleware');
  expect(perFramework('nest', choices)).toBe('module');
});

it.each(['koa', 'undefined', 'constructor'])('there is no framework %s', (id) => {
  expect(() => perFramework(id, { fastify: 1, express: 2, hono: 3, nest: 3 })).toThrow(
    `There is no framework "${id}".`,
  );
});

import { expect, it } from 'vitest';
import { perFramework, perServer, stackOf } from './module.js';

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

it('what differs per server is that of the server', () => {
  const choices = { fastify: 'hook', express: 'middleware', hono: 'handler' };
  expect(perServer('express', choices)).toBe('middleware');
  expect(() => perServer('nest', choices)).toThrow('There is no server "nest".');
});

it('Nest is one framework on one of two servers, the others are both themselves', () => {
  expect(stackOf('nest')).toEqual({ framework: 'nest', server: 'express' });
  expect(stackOf('nest-fastify')).toEqual({ framework: 'nest', server: 'fastify' });
  expect(stackOf('hono')).toEqual({ framework: 'hono', server: 'hono' });
});

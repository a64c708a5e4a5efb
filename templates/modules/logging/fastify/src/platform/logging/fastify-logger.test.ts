import { expect, it } from 'vitest';
import { fastifyLogger } from './fastify-logger.js';

it('is its own child for a request, whose id every line carries already', () => {
  expect(fastifyLogger.child({ reqId: 'r1' })).toBe(fastifyLogger);
  expect(fastifyLogger.child({})).toBe(fastifyLogger);
});

it('has children that say more', () => {
  const child = fastifyLogger.child({ component: 'import' });
  expect(child).not.toBe(fastifyLogger);
  expect(child).toHaveProperty('bindings');
});

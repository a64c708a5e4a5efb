import type { Dialect } from './dialect.js';
import { express } from './express.js';
import { fastify } from './fastify.js';
import { hono } from './hono.js';
import { koa } from './koa.js';
import { nest } from './nest.js';

/** The adapters of all frameworks; one that builds on others stands before them. */
export const dialects: readonly Dialect[] = [nest, hono, fastify, koa, express];

/** The adapter of a framework. Throws for a framework that there is none for. */
export function dialectOf(id: string): Dialect {
  const dialect = dialects.find((other) => other.id === id);
  if (dialect === undefined) throw new Error(`There is no adapter for ${id}.`);
  return dialect;
}

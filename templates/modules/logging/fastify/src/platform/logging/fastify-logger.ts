import type { FastifyBaseLogger } from 'fastify';
import { logger } from './logger.js';

/**
 * The logger for Fastify, which asks it for a child with the id of each request. Every line carries that already, so
 * there is nothing to make; children with more to say are made as ever.
 */
export const fastifyLogger: FastifyBaseLogger = Object.create(logger, {
  child: {
    value(...[bindings, options]: Parameters<FastifyBaseLogger['child']>) {
      const { reqId: _, ...others } = bindings;
      return Object.keys(others).length === 0 ? fastifyLogger : logger.child(bindings, options);
    },
  },
});

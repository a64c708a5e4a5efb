import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

/** The application: Fastify with zod schemas as the source of its types. */
export type App = Parameters<FastifyPluginAsyncZod>[0];

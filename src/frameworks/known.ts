import type { HostFramework } from '../project/host.js';

/** The frameworks by the packages that show them: all that package.json alone can tell, without any adapter. */
export const knownFrameworks: readonly {
  readonly id: HostFramework;
  readonly title: string;
  readonly packages: readonly string[];
}[] = [
  { id: 'nest', title: 'NestJS', packages: ['@nestjs/core'] },
  { id: 'hono', title: 'Hono', packages: ['hono', '@hono/zod-openapi'] },
  { id: 'fastify', title: 'Fastify', packages: ['fastify'] },
  { id: 'koa', title: 'Koa', packages: ['koa'] },
  { id: 'express', title: 'Express', packages: ['express'] },
];

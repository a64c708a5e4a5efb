import type { HostFramework } from '../project/host.js';

/** A framework of backends that modules can be added to. */
export interface KnownFramework {
  readonly id: HostFramework;
  readonly title: string;
  /** The framework's own stands first. */
  readonly packages: readonly [string, ...string[]];
  /** The oldest major version that the code of modules is written for. */
  readonly oldest: number;
}

/** The frameworks by the packages that show them: all that package.json alone can tell, without any adapter. */
export const knownFrameworks: readonly KnownFramework[] = [
  { id: 'nest', title: 'NestJS', packages: ['@nestjs/core'], oldest: 10 },
  { id: 'hono', title: 'Hono', packages: ['hono', '@hono/zod-openapi'], oldest: 4 },
  { id: 'fastify', title: 'Fastify', packages: ['fastify'], oldest: 4 },
  { id: 'koa', title: 'Koa', packages: ['koa'], oldest: 2 },
  { id: 'express', title: 'Express', packages: ['express'], oldest: 4 },
];

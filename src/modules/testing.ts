import { devDependency, ignore, script } from '../facts/declare.js';
import { withPrismaClient } from './entry-commands.js';
import { defineModule, file, folder, type ModuleContext, perFramework } from './module.js';

export const testing = defineModule({
  id: 'testing',
  version: 1,
  guideline: 9,
  summary: 'Tests with a coverage gate of 90 %, test client, factories',
  files: ({ has, option }) => [
    folder('modules/testing/common'),
    ...(testsNeedServers({ has, option })
      ? [file('modules/testing/servers/servers.ts', 'test/servers.ts')]
      : []),
    ...(has('database') ? [file('modules/testing/database/queries.ts', 'test/queries.ts')] : []),
  ],
  facts: ({ framework, server, option }) => [
    devDependency('vitest'),
    devDependency('@vitest/coverage-v8'),
    ...perFramework(framework, {
      fastify: [],
      express: [devDependency('light-my-request')],
      hono: [],
      nest: [
        devDependency('@nestjs/testing'),
        // A Fastify instance has it as `inject`.
        ...(server === 'express' ? [devDependency('light-my-request')] : []),
      ],
    }),
    script('test', withPrismaClient('vitest run', { option }), 40),
    script('coverage', withPrismaClient('vitest run --coverage', { option }), 50),
    ignore('coverage/', 12),
  ],
});

function testsNeedServers({ has, option }: Pick<ModuleContext, 'has' | 'option'>): boolean {
  return has('redis') || option('cache', 'store') === 'memcached' || option('queue', 'driver') === 'rabbitmq';
}

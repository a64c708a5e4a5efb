import { dependency, devDependency, env } from '../facts/declare.js';
import { code, imported } from '../facts/fact.js';
import { adoptedLogging } from './logging-adopted.js';
import { defineModule, folder, perServer, wire } from './module.js';

export const logging = defineModule({
  id: 'logging',
  version: 1,
  guideline: 6,
  summary: 'Structured logs with request ids',
  role: 'base',
  requires: () => [{ id: 'settings', because: 'the log level is a setting' }],
  files: ({ framework, server }) => [
    folder('modules/logging/common'),
    folder(`modules/logging/${server}`),
    ...(framework === 'nest' ? [folder('modules/logging/nest')] : []),
  ],
  facts: () => [
    dependency('pino'),
    devDependency('pino-pretty'),
    env('LOG_LEVEL', {
      group: 'Logging',
      rank: 10,
      example: 'info',
      comment: 'trace, debug, info, warn, error, fatal or silent.',
    }),
  ],
  wires: ({ server }) => [
    wire(
      'settings',
      11,
      code`logging: ${imported('loggingSettings', 'src/platform/logging/settings')}(env),`,
    ),
    wire(
      'install',
      10,
      perServer(server, {
        fastify: code`await app.register(${imported('requestLogging', 'src/platform/logging/plugin')});`,
        express: code`app.use(${imported('requestLogging', 'src/platform/logging/middleware')});`,
        hono: code`app.use(${imported('requestLogging', 'src/platform/logging/middleware')});`,
      }),
    ),
  ],
  adopted: adoptedLogging,
});

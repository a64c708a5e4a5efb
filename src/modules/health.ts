import { env } from '../facts/declare.js';
import { code, imported } from '../facts/fact.js';
import { adoptedHealth } from './health-adopted.js';
import { defineModule, folder, perFramework, wire } from './module.js';

export const health = defineModule({
  id: 'health',
  version: 1,
  guideline: null,
  summary: 'Liveness and readiness, 503 while the process drains',
  requires: () => [{ id: 'app', because: 'its routes are served by the application' }],
  files: ({ framework }) => [folder('modules/health/common'), folder(`modules/health/${framework}`)],
  facts: () => [
    env('HEALTH_TIMEOUT_MS', {
      group: 'Server',
      rank: 20,
      example: '2000',
      comment: 'How long a readiness check may take.',
    }),
  ],
  wires: ({ framework }) => [
    wire('settings', 15, code`health: ${imported('healthSettings', 'src/platform/health/settings')}(env),`),
    perFramework(framework, {
      fastify: wire(
        'install',
        80,
        code`await app.register(${imported('healthRoutes', 'src/platform/health/routes')});`,
      ),
      express: wire('install', 80, code`app.use(${imported('healthRoutes', 'src/platform/health/routes')});`),
      hono: wire(
        'install',
        80,
        code`app.route('/', ${imported('healthRoutes', 'src/platform/health/routes')});`,
      ),
      nest: wire(
        'controllers',
        80,
        code`${imported('HealthController', 'src/platform/health/health.controller')},`,
      ),
    }),
  ],
  adopted: adoptedHealth,
});

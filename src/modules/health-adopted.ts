import { code, imported } from '../facts/fact.js';
import { adopted } from './adopted.js';
import { hostEnv } from './host-env.js';
import { folder, wire } from './module.js';
import { putOn } from './platform.js';

const home = 'src/platform/health';

/** Liveness and readiness beside the project's own routes. */
export const adoptedHealth = adopted({
  requires: () => [
    { id: 'platform', because: 'a stopping process says so' },
    { id: 'settings', because: 'the time limit of checks is a setting' },
  ],
  files: ({ host }) => [folder('adopted/health/common'), folder(`adopted/health/${host.framework}`)],
  facts: ({ host }) => [
    hostEnv(host, 'HEALTH_TIMEOUT_MS', {
      group: 'Server',
      rank: 20,
      example: '2000',
      comment: 'How long a readiness check may take.',
    }),
  ],
  wires: ({ host: { framework } }) => [wire('install', 30, routesOn(framework))],
  nextSteps: () => [
    {
      command: 'curl http://127.0.0.1:3000/health/ready',
      why: 'see what must answer before the process takes requests',
    },
  ],
});

function routesOn(framework: Parameters<typeof putOn>[0]) {
  if (framework === 'express') return putOn(framework, 'healthRoutes', home, 'routes');
  if (framework === 'hono') return code`app.route('/', ${imported('healthRoutes', `${home}/routes`)});`;
  return putOn(framework, 'healthRoutes', home);
}

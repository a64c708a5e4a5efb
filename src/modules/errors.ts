import { dependency } from '../facts/declare.js';
import { code, imported } from '../facts/fact.js';
import { defineModule, file, folder, perFramework, wire } from './module.js';

const sendProblem = 'src/platform/errors/send-problem.ts';

export const errors = defineModule({
  id: 'errors',
  version: 1,
  guideline: 6,
  summary: 'Every error as RFC 9457 problem details, reported once when nobody foresaw it',
  role: 'base',
  requires: () => [{ id: 'logging', because: 'unhandled errors are logged' }],
  files: ({ framework, server }) => [
    folder('modules/errors/common'),
    folder(`modules/errors/${framework}`),
    ...(framework === 'nest' ? [folder(`modules/errors/nest-${server}`)] : []),
    ...(framework === 'nest' && server === 'fastify'
      ? [file(`modules/errors/fastify/${sendProblem}`, sendProblem)]
      : []),
  ],
  facts: () => [dependency('zod')],
  wires: ({ framework, server }) =>
    perFramework(framework, {
      fastify: [
        wire(
          'install',
          15,
          code`await app.register(${imported('problemDetails', 'src/platform/errors/plugin')});`,
        ),
      ],
      express: [
        wire('finish', 90, code`app.use(${imported('routeNotFound', 'src/platform/errors/middleware')});`),
        wire('finish', 95, code`app.use(${imported('sendProblem', 'src/platform/errors/middleware')});`),
      ],
      hono: [
        wire('install', 15, code`app.onError(${imported('sendProblem', 'src/platform/errors/handlers')});`),
        wire(
          'install',
          16,
          code`app.notFound(${imported('routeNotFound', 'src/platform/errors/handlers')});`,
        ),
        wire('finish', 90, code`app.use(${imported('otherMethods', 'src/platform/errors/handlers')}(app));`),
      ],
      nest: [
        ...(server === 'fastify'
          ? [
              wire(
                'install',
                55,
                code`await app.register(${imported('unknownRoutes', 'src/platform/errors/unknown-routes')});`,
              ),
            ]
          : []),
      ],
    }),
});

import { dependency, env } from '../facts/declare.js';
import { code, imported } from '../facts/fact.js';
import { defineModule, file, folder, perServer, wire } from './module.js';
import { adoptedMonitoring } from './monitoring-adopted.js';

const home = 'src/platform/monitoring';

export const monitoring = defineModule({
  id: 'monitoring',
  version: 1,
  guideline: 7,
  summary: 'The six statistics: requests, response time, errors, revenue, activity, transaction time',
  main: 'vendor',
  options: {
    vendor: {
      type: 'choice',
      values: [
        { value: 'prometheus', label: 'Prometheus', hint: 'an endpoint to scrape, needs nobody' },
        { value: 'sentry', label: 'Sentry', hint: 'errors and traces, hosted' },
      ],
      default: 'prometheus',
      ask: 'Which monitoring vendor?',
      description: 'Where the statistics go',
    },
  },
  files: ({ framework, server, options }) => [
    folder('modules/monitoring/common'),
    ...(framework === 'nest' && server === 'express'
      ? [
          // Its test needs Nest's own router.
          folder('modules/monitoring/nest-express'),
          file('modules/monitoring/express/src/platform/monitoring/middleware.ts', `${home}/middleware.ts`),
        ]
      : [folder(`modules/monitoring/${server}`)]),
    folder(`modules/monitoring/${String(options.vendor)}`),
  ],
  facts: ({ options }) => (options.vendor === 'sentry' ? sentryFacts() : prometheusFacts()),
  wires: ({ server }) => [
    wire('settings', 70, code`monitoring: ${imported('monitoringSettings', `${home}/settings`)}(env),`),
    perServer(server, {
      fastify: wire('install', 30, code`await app.register(${imported('monitoring', `${home}/plugin`)});`),
      express: wire('install', 30, code`app.use(${imported('monitoring', `${home}/middleware`)});`),
      hono: wire('install', 30, code`app.use(${imported('monitoring', `${home}/middleware`)});`),
    }),
    wire('start', 60, code`await ${imported('startMonitoring', `${home}/index`)}();`),
    wire('stop', 60, code`await ${imported('stopMonitoring', `${home}/index`)}();`),
  ],
  nextSteps: ({ options }) =>
    options.vendor === 'sentry'
      ? []
      : [{ command: 'curl http://127.0.0.1:9464/metrics', why: 'see the statistics while the server runs' }],
  adopted: adoptedMonitoring,
});

function prometheusFacts() {
  return [
    dependency('prom-client'),
    env('METRICS_PORT', {
      group: 'Monitoring',
      rank: 10,
      example: '9464',
      comment: 'The port of /metrics; 0 turns it off. A worker on the same machine needs another one.',
    }),
    env('METRICS_HOST', {
      group: 'Monitoring',
      rank: 20,
      example: '127.0.0.1',
      comment: 'The address that /metrics is served on; every address in production.',
    }),
  ];
}

function sentryFacts() {
  return [
    dependency('@sentry/node'),
    env('SENTRY_DSN', {
      group: 'Monitoring',
      rank: 10,
      example: '',
      comment: 'The DSN of the Sentry project; without one nothing of Sentry is loaded.',
    }),
    env('SENTRY_RELEASE', {
      group: 'Monitoring',
      rank: 20,
      example: '1.0.0',
      comment: 'The version that errors are reported under.',
    }),
    env('SENTRY_TRACES_SAMPLE_RATE', {
      group: 'Monitoring',
      rank: 30,
      example: '0.1',
      comment: 'The share of requests and jobs whose trace is sent, from 0 to 1.',
    }),
  ];
}

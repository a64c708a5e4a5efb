import { code, imported } from '../facts/fact.js';
import { isInstrumented } from './entry-commands.js';
import { defineModule, file, folder, perServer, wire } from './module.js';
import { adoptedMonitoring } from './monitoring-adopted.js';
import { clashesOf, vendorFacts, vendorWires } from './monitoring-vendors.js';
import { wordsOf } from './option-values.js';

const home = 'src/platform/monitoring';

/** The vendors with an agent in the process, which sees requests, queries and calls by itself. */
const agents = ['newrelic', 'datadog', 'elastic'];

/** The vendors that take a number of distinct users, and no users to count. */
const countsUsers = ['prometheus', 'datadog', 'elastic'];

export const monitoring = defineModule({
  id: 'monitoring',
  version: 2,
  guideline: 7,
  summary: 'The six statistics: requests, response time, errors, revenue, activity, transaction time',
  main: 'vendor',
  options: {
    vendor: {
      type: 'choices',
      values: [
        { value: 'prometheus', label: 'Prometheus', hint: 'an endpoint to scrape, needs nobody' },
        { value: 'sentry', label: 'Sentry', hint: 'errors and traces, hosted' },
        { value: 'newrelic', label: 'New Relic', hint: 'transactions, errors and statistics, hosted' },
        { value: 'datadog', label: 'Datadog', hint: 'traces, errors and statistics, through its agent' },
        { value: 'elastic', label: 'Elastic APM', hint: 'traces, errors and statistics, hosted or your own' },
      ],
      default: ['prometheus'],
      ask: 'Which monitoring vendors?',
      description: 'Where the statistics go',
    },
  },
  conflicts: ({ options }) => clashesOf(wordsOf(options.vendor)),
  files: (context) => {
    const { framework, server, options } = context;
    const vendors = wordsOf(options.vendor);
    return [
      folder('modules/monitoring/common'),
      ...(framework === 'nest' && server === 'express'
        ? [
            // Its test needs Nest's own router.
            folder('modules/monitoring/nest-express'),
            file('modules/monitoring/express/src/platform/monitoring/middleware.ts', `${home}/middleware.ts`),
          ]
        : [folder(`modules/monitoring/${server}`)]),
      folder(`modules/monitoring/${vendors.length > 1 ? 'several' : 'single'}`),
      ...(isInstrumented(context) ? [folder('modules/monitoring/preload')] : []),
      ...(vendors.some((vendor) => countsUsers.includes(vendor))
        ? [folder('modules/monitoring/distinct-users')]
        : []),
      ...(vendors.some((vendor) => agents.includes(vendor)) ? [folder('modules/monitoring/apm')] : []),
      ...vendors.map((vendor) => folder(`modules/monitoring/${vendor}`)),
    ];
  },
  facts: ({ options, name }) => wordsOf(options.vendor).flatMap((vendor) => vendorFacts(vendor, name)),
  wires: ({ server, options }) => [
    wire('settings', 70, code`monitoring: ${imported('monitoringSettings', `${home}/settings`)}(env),`),
    perServer(server, {
      fastify: wire('install', 30, code`await app.register(${imported('monitoring', `${home}/plugin`)});`),
      express: wire('install', 30, code`app.use(${imported('monitoring', `${home}/middleware`)});`),
      hono: wire('install', 30, code`app.use(${imported('monitoring', `${home}/middleware`)});`),
    }),
    wire('start', 60, code`await ${imported('startMonitoring', `${home}/index`)}();`),
    wire('stop', 60, code`await ${imported('stopMonitoring', `${home}/index`)}();`),
    ...wordsOf(options.vendor).flatMap(vendorWires),
  ],
  nextSteps: ({ options }) =>
    wordsOf(options.vendor).includes('prometheus')
      ? [{ command: 'curl http://127.0.0.1:9464/metrics', why: 'see the statistics while the server runs' }]
      : [],
  adopted: adoptedMonitoring,
});

import { code, imported } from '../facts/fact.js';
import { isInstrumented } from './entry-commands.js';
import { defineModule, file, folder, perFramework, wire } from './module.js';
import { adoptedMonitoring } from './monitoring-adopted.js';
import { vendorFacts, vendorWires } from './monitoring-vendors.js';
import { wordsOf } from './option-values.js';

const home = 'src/platform/monitoring';

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
      ],
      default: ['prometheus'],
      ask: 'Which monitoring vendors?',
      description: 'Where the statistics go',
    },
  },
  files: (context) => {
    const { framework, options } = context;
    const vendors = wordsOf(options.vendor);
    return [
      folder('modules/monitoring/common'),
      folder(`modules/monitoring/${framework}`),
      ...(framework === 'nest'
        ? [file('modules/monitoring/express/src/platform/monitoring/middleware.ts', `${home}/middleware.ts`)]
        : []),
      folder(`modules/monitoring/${vendors.length > 1 ? 'several' : 'single'}`),
      ...(isInstrumented(context) ? [folder('modules/monitoring/preload')] : []),
      ...vendors.map((vendor) => folder(`modules/monitoring/${vendor}`)),
    ];
  },
  facts: ({ options, name }) => wordsOf(options.vendor).flatMap((vendor) => vendorFacts(vendor, name)),
  wires: ({ framework, options }) => [
    wire('settings', 70, code`monitoring: ${imported('monitoringSettings', `${home}/settings`)}(env),`),
    perFramework(framework, {
      fastify: wire('install', 30, code`await app.register(${imported('monitoring', `${home}/plugin`)});`),
      express: wire('install', 30, code`app.use(${imported('monitoring', `${home}/middleware`)});`),
      hono: wire('install', 30, code`app.use(${imported('monitoring', `${home}/middleware`)});`),
      nest: wire('install', 30, code`app.use(${imported('monitoring', `${home}/middleware`)});`),
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

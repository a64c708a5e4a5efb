import { dependency } from '../facts/declare.js';
import { code, type Fact, imported } from '../facts/fact.js';
import type { Host } from '../project/host.js';
import { type AdoptedContext, adopted } from './adopted.js';
import { hostEnv } from './host-env.js';
import { folder, wire } from './module.js';
import { wordsOf } from './option-values.js';

const home = 'src/platform/monitoring';

const has = (host: Host, name: string): boolean => host.packages.includes(name);
const isSentry = ({ options }: AdoptedContext): boolean => wordsOf(options.vendor).includes('sentry');

/** The vendors that need nothing to load before the project's own code. */
const offered = ['prometheus', 'sentry'];

/** Why a set of vendors stays out of a backend that was there before. */
function refused({ options }: AdoptedContext): readonly string[] {
  const vendors = wordsOf(options.vendor);
  const [first] = vendors.filter((vendor) => offered.includes(vendor));
  const agents = vendors.filter((vendor) => !offered.includes(vendor));
  if (agents.length > 0) {
    return [
      `${agents.join(' and ')} must load before all other code, which create-backend only does in backends that it made; \`backend add monitoring --vendor sentry\` sends errors and statistics from this one.`,
    ];
  }
  return vendors.length > 1
    ? [
        `Several monitoring vendors at once only go into backends that create-backend made; this one takes one of them: \`monitoring.vendor=${first ?? 'prometheus'}\`.`,
      ]
    : [];
}

function prometheusFacts(host: Host): readonly Fact[] {
  return [
    ...(has(host, 'prom-client') ? [] : [dependency('prom-client')]),
    hostEnv(host, 'METRICS_PORT', {
      group: 'Monitoring',
      rank: 10,
      example: '9464',
      comment: 'The port of /metrics; 0 turns it off. A worker on the same machine needs another one.',
    }),
    hostEnv(host, 'METRICS_HOST', {
      group: 'Monitoring',
      rank: 20,
      example: '127.0.0.1',
      comment: 'The address that /metrics is served on; every address in production.',
    }),
  ];
}

function sentryFacts(host: Host): readonly Fact[] {
  return [
    dependency('@sentry/node'),
    hostEnv(host, 'SENTRY_DSN', {
      group: 'Monitoring',
      rank: 10,
      example: '',
      comment: 'The DSN of the Sentry project; without one nothing of Sentry is loaded.',
    }),
    hostEnv(host, 'SENTRY_RELEASE', {
      group: 'Monitoring',
      rank: 20,
      example: '1.0.0',
      comment: 'The version that errors are reported under.',
    }),
  ];
}

/** The six statistics of a backend that was there before. */
export const adoptedMonitoring = adopted({
  requires: () => [
    { id: 'platform', because: 'requests are followed there' },
    { id: 'settings', because: 'where the statistics go is a setting' },
  ],
  conflicts: (context) => [
    ...refused(context),
    ...(isSentry(context) && (has(context.host, '@sentry/node') || has(context.host, '@sentry/nestjs'))
      ? [
          'Sentry is set up in this backend already and a second set-up would send every error twice; `backend add monitoring --vendor prometheus` goes beside it.',
        ]
      : []),
  ],
  files: ({ options }) => [
    folder('adopted/monitoring/common'),
    ...wordsOf(options.vendor)
      .filter((vendor) => offered.includes(vendor))
      .map((vendor) => folder(`adopted/monitoring/${vendor}`)),
  ],
  facts: (context) => (isSentry(context) ? sentryFacts(context.host) : prometheusFacts(context.host)),
  wires: () => [
    wire(
      'install',
      16,
      code`${imported('onAnswered', 'src/platform/http/requests')}(${imported('measureRequest', `${home}/index`)});`,
    ),
    wire('start', 60, code`await ${imported('startMonitoring', `${home}/index`)}();`),
    wire('stop', 60, code`await ${imported('stopMonitoring', `${home}/index`)}();`),
  ],
  notes: (context) => [
    ...(isSentry(context)
      ? [
          'Errors and statistics go to Sentry. Traces need the SDK to load before everything else; see the options `--import` and `--require` in its manual.',
        ]
      : []),
    ...(!isSentry(context) && has(context.host, 'prom-client')
      ? [
          'The statistics have a registry and a port of their own, beside what this backend does with prom-client.',
        ]
      : []),
  ],
  nextSteps: (context) =>
    isSentry(context)
      ? [
          {
            command: 'SENTRY_DSN=https://...',
            why: 'set it where you deploy, and errors go to Sentry',
            needed: true,
          },
        ]
      : [{ command: 'curl http://127.0.0.1:9464/metrics', why: 'see the statistics while the server runs' }],
});

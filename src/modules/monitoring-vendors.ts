import { dependency, devDependency, type EnvDetails, env } from '../facts/declare.js';
import { type Code, code, type Fact, imported } from '../facts/fact.js';
import { type Wire, wire } from './module.js';

/** What a vendor of the monitoring needs of a backend besides its files. */
interface Vendor {
  readonly packages: readonly string[];
  /** Packages with the types of those that bring none. */
  readonly types?: readonly string[];
  /** Its variables, in their order. */
  readonly variables: Readonly<Record<string, Pick<EnvDetails, 'example' | 'comment'>>>;
  /** What runs in `src/instrument.ts`, where it must load before everything else. */
  readonly preload?: Code;
}

const home = 'src/platform/monitoring';

const preload = (load: string, from: string, vendor: string): Code =>
  code`await ${imported(load, `${home}/${from}`)}(settings.monitoring.${vendor}, settings.environment);`;

const vendors: Readonly<Record<string, (name: string) => Vendor>> = {
  prometheus: () => ({
    packages: ['prom-client'],
    variables: {
      METRICS_PORT: {
        example: '9464',
        comment: 'The port of /metrics; 0 turns it off. A worker on the same machine needs another one.',
      },
      METRICS_HOST: {
        example: '127.0.0.1',
        comment: 'The address that /metrics is served on; every address in production.',
      },
    },
  }),
  sentry: () => ({
    packages: ['@sentry/node'],
    variables: {
      SENTRY_DSN: {
        example: '',
        comment: 'The DSN of the Sentry project; without one nothing of Sentry is loaded.',
      },
      SENTRY_RELEASE: { example: '1.0.0', comment: 'The version that errors are reported under.' },
      SENTRY_TRACES_SAMPLE_RATE: {
        example: '0.1',
        comment: 'The share of requests and jobs whose trace is sent, from 0 to 1.',
      },
    },
    preload: preload('loadSentry', 'sentry/sdk', 'sentry'),
  }),
  newrelic: (name) => ({
    packages: ['newrelic'],
    types: ['@types/newrelic'],
    variables: {
      NEW_RELIC_LICENSE_KEY: {
        example: '',
        comment: 'The licence key of the New Relic account; without one nothing of New Relic is loaded.',
      },
      NEW_RELIC_APP_NAME: { example: name, comment: 'The name that New Relic shows this backend under.' },
    },
    preload: preload('loadNewRelic', 'newrelic/agent', 'newrelic'),
  }),
  datadog: (name) => ({
    packages: ['dd-trace'],
    variables: {
      DD_TRACE_AGENT_URL: {
        example: 'http://127.0.0.1:8126',
        comment: 'The address of the Datadog agent; without one nothing of Datadog is loaded.',
      },
      DD_SERVICE: { example: name, comment: 'The name that Datadog shows this backend under.' },
      DD_VERSION: { example: '1.0.0', comment: 'The version that traces and errors are reported under.' },
    },
    preload: preload('loadDatadog', 'datadog/tracer', 'datadog'),
  }),
  elastic: (name) => ({
    packages: ['elastic-apm-node', '@opentelemetry/sdk-metrics'],
    variables: {
      ELASTIC_APM_SERVER_URL: {
        example: 'http://127.0.0.1:8200',
        comment: 'The address of the APM server; without one nothing of Elastic is loaded.',
      },
      ELASTIC_APM_SECRET_TOKEN: {
        example: '',
        comment: 'The secret token of the APM server, where it has one.',
      },
      ELASTIC_APM_API_KEY: { example: '', comment: 'An API key instead of the secret token.' },
      ELASTIC_APM_SERVICE_NAME: { example: name, comment: 'The name that Elastic shows this backend under.' },
      ELASTIC_APM_SERVICE_VERSION: {
        example: '1.0.0',
        comment: 'The version that traces and errors are reported under.',
      },
      ELASTIC_APM_TRANSACTION_SAMPLE_RATE: {
        example: '0.1',
        comment: 'The share of requests and jobs whose trace is sent, from 0 to 1.',
      },
    },
    preload: preload('loadElastic', 'elastic/agent', 'elastic'),
  }),
};

function vendorOf(id: string, name: string): Vendor {
  const vendor = vendors[id];
  if (vendor === undefined) throw new Error(`There is no monitoring vendor "${id}".`);
  return vendor(name);
}

/** The packages and variables of a vendor. Variables of several vendors stand in the order of `vendors`. */
export function vendorFacts(id: string, name: string): readonly Fact[] {
  const { packages, types = [], variables } = vendorOf(id, name);
  const first = 100 * Object.keys(vendors).indexOf(id);
  return [
    ...packages.map(dependency),
    ...types.map(devDependency),
    ...Object.entries(variables).map(([key, details], index) =>
      env(key, { group: 'Monitoring', rank: first + 10 * (index + 1), ...details }),
    ),
  ];
}

/** What a vendor runs before everything else. */
export function vendorWires(id: string): readonly Wire[] {
  const { preload } = vendorOf(id, '');
  return preload === undefined ? [] : [wire('instrument', 10 * Object.keys(vendors).indexOf(id), preload)];
}

/** Vendors that don't run in one process, and why. What was tried, and what happened, is in `docs/decisions/monitoring.md`. */
const clashes: readonly (readonly [first: string, second: string, why: string])[] = [
  ['newrelic', 'datadog', 'each brings a hook for imported modules, of which a process initialises one'],
  ['newrelic', 'elastic', 'the import hooks of both together keep the process from starting'],
  ['datadog', 'elastic', 'each wraps the same modules, and requests end up without their route'],
];

const clashesAmong = (vendors: readonly string[]) =>
  clashes.filter(([first, second]) => vendors.includes(first) && vendors.includes(second));

/** Which of the vendors don't go together: a sentence each, with the nearest set that does. */
export function clashesOf(chosen: readonly string[]): readonly string[] {
  const compatible = compatibleOf(chosen).join();
  return clashesAmong(chosen).map(
    ([first, second, why]) =>
      `${first} and ${second} don't run in one process: ${why}. What goes together is monitoring.vendor=${compatible}.`,
  );
}

/** The vendors without those that clash with one named before them. */
function compatibleOf(chosen: readonly string[]): readonly string[] {
  let kept: readonly string[] = [];
  for (const vendor of chosen) {
    const more = [...kept, vendor];
    if (clashesAmong(more).length === 0) kept = more;
  }
  return kept;
}

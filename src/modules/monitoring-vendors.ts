import { dependency, type EnvDetails, env } from '../facts/declare.js';
import { type Code, code, type Fact, imported } from '../facts/fact.js';
import { type Wire, wire } from './module.js';

/** What a vendor of the monitoring needs of a backend besides its files. */
interface Vendor {
  readonly packages: readonly string[];
  /** Its variables, in their order. */
  readonly variables: Readonly<Record<string, Pick<EnvDetails, 'example' | 'comment'>>>;
  /** What runs in `src/instrument.ts`, where it must load before everything else. */
  readonly preload?: Code;
}

const home = 'src/platform/monitoring';

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
    preload: code`await ${imported('loadSentry', `${home}/sentry/sdk`)}(settings.monitoring.sentry, settings.environment);`,
  }),
};

function vendorOf(id: string, name: string): Vendor {
  const vendor = vendors[id];
  if (vendor === undefined) throw new Error(`There is no monitoring vendor "${id}".`);
  return vendor(name);
}

/** The packages and variables of a vendor. Variables of several vendors stand in the order of `vendors`. */
export function vendorFacts(id: string, name: string): readonly Fact[] {
  const { packages, variables } = vendorOf(id, name);
  const first = 100 * Object.keys(vendors).indexOf(id);
  return [
    ...packages.map(dependency),
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

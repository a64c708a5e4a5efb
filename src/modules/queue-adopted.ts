import { dependency, devDependency, env } from '../facts/declare.js';
import { code, type Fact, imported } from '../facts/fact.js';
import type { Host } from '../project/host.js';
import { type AdoptedContext, type AdoptedPart, adopted } from './adopted.js';
import { folder, wire } from './module.js';
import { readsNewTypes } from './new-types.js';

const home = 'src/platform/queue';

/** What shows that there is a PostgreSQL. */
const postgres = ['pg', 'postgres', 'pg-promise', '@prisma/adapter-pg', '@mikro-orm/postgresql'];

/** The oldest BullMQ that the worker is written for. */
const oldestBullmq = 4;
/** The pg-boss whose tables the worker knows. */
const pgBossMajor = 10;

const names: Readonly<Record<string, string>> = {
  bull: 'Bull',
  agenda: 'Agenda',
  'bee-queue': 'Bee-Queue',
  'graphile-worker': 'Graphile Worker',
};

const hasTemplates = (driver: unknown): boolean => driver === 'pg-boss' || driver === 'bullmq';

/** The list of jobs is the user's own from the beginning. */
const jobsSeed = `import type { AnyJob } from './index.js';

/** What the workers run. */
export const jobs: readonly AnyJob[] = [];
`;

/** pg-boss is what its module exports as a whole. */
const importsPgBoss = ({ modules, defaultImports }: Host): boolean => modules === 'cjs' || defaultImports;

function conflictsOf({ host, options }: AdoptedContext): readonly string[] {
  const { queue, packageManager } = host;
  const driver = String(options.driver);
  if (!hasTemplates(driver)) {
    return [
      `The driver ${driver} keeps its jobs in a table that only the migrations of backends by create-backend make; run \`backend add queue --driver bullmq\`, which needs no table.`,
    ];
  }
  if (driver === 'pg-boss' && !importsPgBoss(host)) {
    return [
      "pg-boss can only be imported as a default export, which this backend's tsconfig.json doesn't allow; turn on allowSyntheticDefaultImports there, or run `backend add queue --driver bullmq`.",
    ];
  }
  if (driver === 'pg-boss' && !readsNewTypes(host)) {
    return [
      'The types of pg need TypeScript 5.7 and the types of Node 20.19 where the types of libraries are checked; update both, turn on skipLibCheck in tsconfig.json, or run `backend add queue --driver bullmq`.',
    ];
  }
  if (queue === null || queue.library === 'amqplib') return [];
  const other = names[queue.library];
  if (other !== undefined) {
    return [
      `This backend runs its jobs with ${other} (${queue.library}), and a second queue beside it would split them; move them to BullMQ (\`${packageManager} add bullmq\`, then take ${queue.library} out) and run \`backend add queue --driver bullmq\`, or stay with ${other}.`,
    ];
  }
  if (queue.library !== driver) {
    return [
      `This backend runs its jobs with ${queue.library} already; \`backend add queue --driver ${queue.library}\` builds on that.`,
    ];
  }
  const { major } = queue;
  if (driver === 'bullmq' && major !== null && major < oldestBullmq) {
    return [
      `BullMQ ${major} is too old for the worker; update it to ${oldestBullmq} or later, then repeat the command.`,
    ];
  }
  if (driver === 'pg-boss' && major !== null && major !== pgBossMajor) {
    return [
      `The worker is written for pg-boss ${pgBossMajor}, and this backend has ${major}, whose tables are others; use \`backend add queue --driver bullmq\` after taking it out, or stay with it.`,
    ];
  }
  return [];
}

/** BullMQ 6 tells duplicates by itself; so does a later 5, but its major version doesn't say which one it is. */
const dedupesItself = ({ queue }: Host): boolean => queue?.library !== 'bullmq' || (queue.major ?? 6) > 5;

function driverFacts({ host, options }: AdoptedContext): readonly Fact[] {
  if (options.driver === 'bullmq') {
    return [dependency('bullmq'), ...(dedupesItself(host) ? [dependency('ioredis')] : [])];
  }
  return [dependency('pg-boss'), dependency('pg'), devDependency('@types/pg')];
}

function variables({ name, options }: AdoptedContext): readonly Fact[] {
  return [
    env('QUEUE_WORKER', {
      group: 'Queue',
      rank: 5,
      example: 'true',
      comment: 'Whether this process runs jobs; false in one that only serves requests.',
    }),
    env('QUEUE_CONCURRENCY', {
      group: 'Queue',
      rank: 10,
      example: '5',
      comment: 'Jobs that one worker runs at a time.',
    }),
    ...(options.driver === 'bullmq'
      ? [
          env('QUEUE_PREFIX', {
            group: 'Queue',
            rank: 20,
            example: name,
            comment: 'Keeps the keys of several backends in one Redis apart.',
          }),
        ]
      : [
          env('QUEUE_DATABASE_URL', {
            group: 'Queue',
            rank: 15,
            example: 'postgres://postgres@127.0.0.1:5432/postgres',
            comment: 'The PostgreSQL that keeps the jobs; DATABASE_URL without it.',
          }),
          env('QUEUE_NAME', {
            group: 'Queue',
            rank: 20,
            example: 'jobs',
            comment: 'Backends that share a database need different names.',
          }),
          env('QUEUE_POLL_MS', {
            group: 'Queue',
            rank: 25,
            example: '1000',
            comment: 'How often a worker looks for jobs that other processes enqueued.',
          }),
        ]),
    env('QUEUE_STALLED_SECONDS', {
      group: 'Queue',
      rank: 30,
      example: '30',
      comment: 'A running job whose worker was silent for this long is given to another one.',
    }),
    env('QUEUE_SHUTDOWN_TIMEOUT_MS', {
      group: 'Queue',
      rank: 40,
      example: '8000',
      comment: 'How long a stopping worker lets its running jobs finish.',
    }),
  ];
}

/** The queue of a backend that create-backend didn't make. */
export const adoptedQueue: AdoptedPart = adopted({
  defaults: (host) => {
    const { queue, packages } = host;
    if (queue?.library === 'bullmq' || queue?.library === 'pg-boss') return { driver: queue.library };
    const takesPgBoss = importsPgBoss(host) && readsNewTypes(host);
    if (host.redis !== null || queue?.library === 'bull' || !takesPgBoss) return { driver: 'bullmq' };
    return postgres.some((name) => packages.includes(name)) ? { driver: 'pg-boss' } : {};
  },
  requires: ({ options }) => [
    { id: 'settings', because: 'the worker has settings' },
    ...(options.driver === 'bullmq' ? [{ id: 'redis', because: 'BullMQ keeps jobs in Redis' }] : []),
  ],
  conflicts: conflictsOf,
  seeds: () => [{ path: `${home}/jobs.ts`, text: jobsSeed }],
  files: ({ options, host }) => [
    folder('adopted/queue/common'),
    ...(hasTemplates(options.driver) ? [folder(`adopted/queue/${options.driver}`)] : []),
    ...(options.driver === 'bullmq'
      ? [folder(`adopted/queue/bullmq-${dedupesItself(host) ? 'native' : 'by-id'}`)]
      : []),
  ],
  facts: (context) => [...driverFacts(context), dependency('croner'), ...variables(context)],
  wires: () => [
    wire('start', 40, code`${imported('startQueue', `${home}/start`)}();`),
    wire('stop', 40, code`await ${imported('stopQueue', `${home}/worker`)}();`),
    wire('check', 40, code`queue: ${imported('pingQueue', `${home}/index`)},`),
  ],
  notes: ({ host, options }) => [
    'Jobs run in the web process too; set QUEUE_WORKER=false where a process shall only serve requests.',
    ...(options.driver === 'pg-boss'
      ? [
          'pg-boss makes a schema `pgboss` in the database when the backend starts; its user must be allowed to create one.',
        ]
      : []),
    ...(host.queue?.library === 'amqplib'
      ? ['What goes over RabbitMQ stays there; the queue is for the work of this backend.']
      : []),
  ],
  nextSteps: ({ host, options }) => [
    {
      command: `edit ${host.folder}/queue/jobs.ts`,
      why: 'list the jobs that you define with defineJob(); without one no worker starts',
      needed: true,
    },
    ...(options.driver === 'pg-boss'
      ? [
          {
            command: 'export DATABASE_URL=postgres://…',
            why: 'or QUEUE_DATABASE_URL: where the jobs are kept',
          },
        ]
      : []),
  ],
});

import { dependency, env, script } from '../facts/declare.js';
import { code, imported } from '../facts/fact.js';
import { perEngine } from './database-engines.js';
import { entryCommands, withPrismaClient } from './entry-commands.js';
import { defineModule, folder, perFramework, perServer, wire } from './module.js';
import { adoptedQueue } from './queue-adopted.js';
import { queueDriver } from './queue-drivers.js';

const index = 'src/platform/queue/index';

/** What keeps jobs in the project's own database. */
const ownDriver = (engine: unknown): 'pg-boss' | 'database' =>
  engine === undefined || engine === 'postgres' ? 'pg-boss' : 'database';

export const queue = defineModule({
  id: 'queue',
  version: 1,
  guideline: 5,
  summary: 'Background jobs with retries, schedules and dead letters',
  main: 'driver',
  options: {
    driver: {
      type: 'choice',
      values: [
        { value: 'pg-boss', label: 'pg-boss', hint: 'in PostgreSQL, enqueues inside the transaction' },
        { value: 'bullmq', label: 'BullMQ', hint: 'on Redis, for high volumes' },
        { value: 'rabbitmq', label: 'RabbitMQ', hint: 'handed out by a broker, kept in the database' },
        { value: 'database', label: 'Database', hint: 'in SQLite or MySQL, enqueues inside the transaction' },
      ],
      default: 'pg-boss',
      ask: 'Which job queue?',
      description: 'Where jobs are kept',
    },
  },
  defaults: (option) => ({ driver: ownDriver(option('database', 'engine')) }),
  conflicts: ({ options: { driver }, option }) => {
    const own = ownDriver(option('database', 'engine'));
    if (own === 'pg-boss') {
      return driver === 'database'
        ? ['In PostgreSQL jobs are kept by pg-boss; take queue.driver pg-boss.']
        : [];
    }
    if (driver === 'pg-boss') {
      return [
        'pg-boss keeps jobs in PostgreSQL only; take queue.driver database, or database.engine postgres.',
      ];
    }
    return driver === 'rabbitmq'
      ? [
          'With RabbitMQ jobs are kept in PostgreSQL until the broker has them; take queue.driver database or bullmq, or database.engine postgres.',
        ]
      : [];
  },
  requires: ({ options, has }) => [
    ...(options.driver === 'bullmq' ? [{ id: 'redis', because: 'BullMQ keeps jobs in Redis' }] : []),
    ...(has('example') ? [{ id: 'mail', because: 'the example sends receipts by a job' }] : []),
  ],
  files: ({ options, has, framework, server, option }) => [
    folder('modules/queue/common'),
    // What both of them keep is looked for by workers of one kind.
    ...(options.driver === 'pg-boss' || options.driver === 'database'
      ? [folder('modules/queue/polling')]
      : []),
    ...(options.driver === 'database'
      ? [
          folder('modules/queue/database/common'),
          folder(`modules/queue/database/${String(option('database', 'engine'))}`),
        ]
      : [folder(`modules/queue/${options.driver}`)]),
    folder(`modules/queue/${framework}`),
    ...(queueDriver(options.driver).files?.({ server }) ?? []),
    ...(has('example')
      ? [
          folder('modules/queue/example/common'),
          folder(`modules/queue/example/${String(option('database', 'orm'))}/common`),
          folder(
            `modules/queue/example/${String(option('database', 'orm'))}/${String(option('database', 'engine'))}`,
          ),
          folder(`modules/queue/example/${framework}`),
        ]
      : []),
    ...(has('docs')
      ? perFramework(framework, {
          // Routes of Fastify and Hono describe themselves.
          fastify: [],
          express: [
            ...(option('versioning', 'scheme') === 'namespace' ? [] : [folder('modules/queue/express-docs')]),
            ...(has('example') ? [folder('modules/queue/example/express-docs')] : []),
          ],
          hono: [],
          nest: [],
        })
      : []),
  ],
  facts: ({ options, has, option, server }) => [
    dependency('croner'),
    ...queueDriver(options.driver).facts({ has, server }),
    ...(has('example') ? [dependency('csv-stringify'), dependency('sharp')] : []),
    script('dev:worker', withPrismaClient(entryCommands('worker', { option }).dev.join(' '), { option }), 11),
    script('start:worker', entryCommands('worker', { option }).start.join(' '), 31),
    script('jobs', withPrismaClient('tsx src/platform/queue/cli.ts', { option }), 63),
    env('QUEUE_CONCURRENCY', {
      group: 'Queue',
      rank: 10,
      example: '5',
      comment: 'Jobs that one worker runs at a time.',
    }),
    env('QUEUE_STALLED_SECONDS', {
      group: 'Queue',
      rank: 30,
      example: '30',
      comment: 'A running job whose worker was silent for this long is given to another one.',
    }),
    env('QUEUE_SHUTDOWN_TIMEOUT_MS', {
      group: 'Queue',
      rank: 40,
      example: '25000',
      comment: 'How long a stopping worker lets its running jobs finish.',
    }),
    ...(has('example')
      ? [
          env('REPORTS_DIR', {
            group: 'Queue',
            rank: 50,
            example: 'data/reports',
            comment: 'Where jobs write reports about orders.',
          }),
        ]
      : []),
  ],
  wires: ({ options, has, framework, server, option }) => [
    wire('settings', 40, code`queue: ${imported('queueSettings', 'src/platform/queue/settings')}(env),`),
    ...queueDriver(options.driver).wires({ server }),
    wire('start', 40, code`await ${imported('connectQueue', index)}();`),
    ...perEngine(option('database', 'engine'), {
      postgres: [
        wire(
          'start',
          90,
          code`if (${imported('isEmbedded', 'src/database/client')}()) await ${imported('startWorker', index)}(${imported('jobs', 'src/jobs')});`,
        ),
      ],
      sqlite: [
        wire(
          'start',
          90,
          code`if (${imported('settings', 'src/settings/index')}.environment === 'development') await ${imported('startWorker', index)}(${imported('jobs', 'src/jobs')});`,
        ),
      ],
      mysql: [],
    }),
    wire('stop', 40, code`await ${imported('disconnectQueue', index)}();`),
    wire('check', 40, code`queue: ${imported('pingQueue', index)},`),
    perFramework(framework, {
      fastify: wire(
        'install',
        85,
        code`await app.register(${imported('jobRoutes', 'src/platform/queue/plugin')});`,
      ),
      express: wire('install', 85, code`app.use(${imported('jobRoutes', 'src/platform/queue/middleware')});`),
      hono: wire('install', 85, code`app.route('/', ${imported('jobRoutes', 'src/platform/queue/routes')});`),
      nest: wire(
        'controllers',
        85,
        code`${imported('JobsController', 'src/platform/queue/jobs.controller')},`,
      ),
    }),
    ...(has('example')
      ? [
          wire('settings', 80, code`reports: ${imported('reportSettings', 'src/orders/settings')}(env),`),
          // On NestJS the module of orders has them.
          ...(framework === 'nest'
            ? []
            : [
                wire(
                  'routes',
                  30,
                  perServer(server, {
                    fastify: code`await app.register(${imported('reportRoutes', 'src/orders/report-routes')}, { prefix: '/reports' });`,
                    express: code`app.use('/reports', ${imported('reportRoutes', 'src/orders/report-routes')});`,
                    hono: code`app.route('/reports', ${imported('reportRoutes', 'src/orders/report-routes')});`,
                  }),
                ),
              ]),
          wire('jobs', 10, code`...${imported('orderJobs', 'src/orders/jobs')},`),
          wire('jobs', 20, code`...${imported('productJobs', 'src/products/jobs')},`),
        ]
      : []),
  ],
  adopted: adoptedQueue,
});

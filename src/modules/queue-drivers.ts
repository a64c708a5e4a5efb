import { dependency, env, service } from '../facts/declare.js';
import { code, type Fact, type ImportedName, imported } from '../facts/fact.js';
import { type FileSource, folder, type ModuleContext, perServer, type Wire, wire } from './module.js';

/** What one driver of the queue needs besides its templates, in `modules/queue/<driver>`. */
interface QueueDriver {
  readonly facts: (context: Pick<ModuleContext, 'has' | 'server'>) => readonly Fact[];
  readonly wires: (context: Pick<ModuleContext, 'server'>) => readonly Wire[];
  /** Templates of its own for a server. */
  readonly files?: (context: Pick<ModuleContext, 'server'>) => readonly FileSource[];
}

const pollMs = (comment: string): Fact =>
  env('QUEUE_POLL_MS', { group: 'Queue', rank: 22, example: '1000', comment });

const prefix = (comment: string): Fact =>
  env('QUEUE_PREFIX', { group: 'Queue', rank: 20, example: 'my-api', comment });

const board = (name: string, file: string): ImportedName => imported(name, `src/platform/queue/${file}`);

/** What a driver's settings must not be where they are deployed. */
const deploy = wire(
  'deploy',
  45,
  code`problems.push(...${imported('queueDeployProblems', 'src/platform/queue/deploy')}(settings));`,
);

const rabbitmqService = `image: rabbitmq:4-management-alpine
hostname: rabbitmq
environment:
  RABBITMQ_DEFAULT_USER: app
  RABBITMQ_DEFAULT_PASS: \${RABBITMQ_PASSWORD:-app}
ports:
  - 127.0.0.1:5672:5672
  - 127.0.0.1:15672:15672
volumes:
  - rabbitmq:/var/lib/rabbitmq
healthcheck:
  test: [CMD, rabbitmq-diagnostics, --quiet, ping]
  interval: 5s
  timeout: 5s
  retries: 20`;

const drivers: Readonly<Record<string, QueueDriver>> = {
  'pg-boss': {
    facts: () => [
      dependency('pg-boss'),
      pollMs('How often a worker looks for jobs that other processes enqueued.'),
    ],
    wires: () => [wire('migrate', 40, code`await ${imported('migrateQueue', 'src/platform/queue/boss')}();`)],
  },
  database: {
    facts: () => [pollMs('How often a worker looks for jobs that other processes enqueued.')],
    wires: () => [
      wire('migrate', 40, code`await ${imported('createQueueTables', 'src/platform/queue/tables')}();`),
    ],
  },
  bullmq: {
    facts: ({ server }) => [
      dependency('bullmq'),
      dependency('@bull-board/api'),
      dependency('@bull-board/ui'),
      perServer(server, {
        fastify: dependency('@bull-board/fastify'),
        express: dependency('@bull-board/express'),
        hono: dependency('@bull-board/hono'),
      }),
      prefix('Keeps the keys of several projects in one Redis apart.'),
      env('QUEUE_ENQUEUE_TIMEOUT_MS', {
        group: 'Queue',
        rank: 25,
        example: '10000',
        comment: 'How long enqueuing waits for a Redis that is away, as while it restarts.',
      }),
      env('QUEUE_DASHBOARD_PASSWORD', {
        group: 'Queue',
        rank: 60,
        example: 'at least 16 characters',
        comment: 'Opens the dashboard of the jobs at /admin/queues; without it there is none.',
      }),
    ],
    files: ({ server }) => [folder(`modules/queue/dashboard/${server}`)],
    wires: ({ server }) => [
      perServer(server, {
        fastify: wire('install', 87, code`await app.register(${board('queueBoard', 'board-plugin')});`),
        express: wire('install', 87, code`app.use(${board('queueBoard', 'board-middleware')}());`),
        hono: wire('install', 87, code`${board('installQueueBoard', 'board-routes')}(app);`),
      }),
      deploy,
    ],
  },
  rabbitmq: {
    facts: ({ has }) => [
      dependency('amqplib'),
      env('RABBITMQ_URL', {
        group: 'Queue',
        rank: 2,
        example: 'amqp://guest:guest@127.0.0.1:5672',
        comment: 'The RabbitMQ server; amqps:// for TLS, a virtual host as the path.',
      }),
      env('RABBITMQ_CONNECT_TIMEOUT_MS', {
        group: 'Queue',
        rank: 4,
        example: '5000',
        comment: 'How long the process waits for RabbitMQ when it starts.',
      }),
      env('RABBITMQ_COMMAND_TIMEOUT_MS', {
        group: 'Queue',
        rank: 6,
        example: '2000',
        comment: 'How long a caller waits for RabbitMQ; a job that it did not take by then is sent later.',
      }),
      prefix('Keeps the queues of several projects in one RabbitMQ apart.'),
      pollMs('How often a worker looks for jobs whose time has come.'),
      ...(has('docker') ? [service('rabbitmq', 25, rabbitmqService, ['rabbitmq'])] : []),
    ],
    wires: () => [
      wire('migrate', 40, code`await ${imported('migrateQueue', 'src/platform/queue/table')}();`),
      deploy,
    ],
  },
};

/** The driver of an answer. Throws for one that there isn't. */
export function queueDriver(name: unknown): QueueDriver {
  const driver = drivers[String(name)];
  if (driver === undefined) throw new Error(`There is no queue driver "${name}".`);
  return driver;
}

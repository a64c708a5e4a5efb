import { dependency, env, service } from '../facts/declare.js';
import { code, type Fact, imported } from '../facts/fact.js';
import { type ModuleContext, type Wire, wire } from './module.js';

/** What one driver of the queue needs besides its templates, in `modules/queue/<driver>`. */
interface QueueDriver {
  readonly facts: (context: Pick<ModuleContext, 'has'>) => readonly Fact[];
  readonly wires: readonly Wire[];
}

const pollMs = (comment: string): Fact =>
  env('QUEUE_POLL_MS', { group: 'Queue', rank: 22, example: '1000', comment });

const prefix = (comment: string): Fact =>
  env('QUEUE_PREFIX', { group: 'Queue', rank: 20, example: 'my-api', comment });

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
    wires: [wire('migrate', 40, code`await ${imported('migrateQueue', 'src/platform/queue/boss')}();`)],
  },
  bullmq: {
    facts: () => [dependency('bullmq'), prefix('Keeps the keys of several projects in one Redis apart.')],
    wires: [],
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
    wires: [
      wire('migrate', 40, code`await ${imported('migrateQueue', 'src/platform/queue/table')}();`),
      wire(
        'deploy',
        45,
        code`problems.push(...${imported('queueDeployProblems', 'src/platform/queue/deploy')}(settings));`,
      ),
    ],
  },
};

/** The driver of an answer. Throws for one that there isn't. */
export function queueDriver(name: unknown): QueueDriver {
  const driver = drivers[String(name)];
  if (driver === undefined) throw new Error(`There is no queue driver "${name}".`);
  return driver;
}

import type { Env } from '../../settings/env.js';
//{{#if (or queue.bullmq queue.rabbitmq)}}
import { projectName } from '../../settings/project.js';
//{{/if}}

/** How a worker works, and how soon the jobs of a dead one are taken over. */
export function queueSettings(env: Env) {
  return {
    /** Jobs that one worker runs at a time. */
    concurrency: env.int('QUEUE_CONCURRENCY', { default: 5 }),
    //{{#if queue.rabbitmq}}
    url: env.brokerUrl('RABBITMQ_URL', { default: 'amqp://guest:guest@127.0.0.1:5672' }),
    connectTimeoutMs: env.int('RABBITMQ_CONNECT_TIMEOUT_MS', { default: 5_000 }),
    /** How long a caller waits for the broker. */
    commandTimeoutMs: env.int('RABBITMQ_COMMAND_TIMEOUT_MS', { default: 2_000 }),
    /** How often a worker looks for jobs whose time has come. */
    pollMs: env.int('QUEUE_POLL_MS', { default: 1_000 }),
    //{{/if}}
    //{{#if (or queue.pgBoss queue.database)}}
    /** How often a worker looks for jobs that other processes enqueued. */
    pollMs: env.int('QUEUE_POLL_MS', { default: 1_000 }),
    //{{/if}}
    //{{#if queue.bullmq}}
    /** Keeps the keys of several projects in one Redis apart. */
    //{{/if}}
    //{{#if queue.rabbitmq}}
    /** Keeps the queues of several projects in one RabbitMQ apart. */
    //{{/if}}
    //{{#if (or queue.bullmq queue.rabbitmq)}}
    prefix: env.str('QUEUE_PREFIX', {
      default: env.environment === 'test' ? `${projectName}-test-${process.pid}` : projectName,
    }),
    //{{/if}}
    //{{#if queue.bullmq}}
    /** How long enqueuing waits for a Redis that is away, as while it restarts. */
    enqueueTimeoutMs: env.int('QUEUE_ENQUEUE_TIMEOUT_MS', { default: 10_000 }),
    /** Opens the dashboard; without it there is none. */
    boardPassword: env.str('QUEUE_DASHBOARD_PASSWORD', { optional: true, secret: true }),
    //{{/if}}
    /** A running job whose worker was silent for this long is given to another one. */
    stalledSeconds: env.int('QUEUE_STALLED_SECONDS', { default: 30 }),
    /** How long a worker that was told to stop lets its running jobs finish. */
    shutdownTimeoutMs: env.int('QUEUE_SHUTDOWN_TIMEOUT_MS', { default: 25_000 }),
  };
}

import { readEnv } from '../settings/env.js';

/** How a worker works, and how soon the jobs of a dead one are taken over. */
export interface QueueSettings {
  /** Whether this process runs jobs; one that only serves requests says no. */
  readonly worker: boolean;
  /** Jobs that one worker runs at a time. */
  readonly concurrency: number;
  //{{#if queue.pgBoss}}
  readonly databaseUrl: string;
  /** Backends that share a database need different names. */
  readonly name: string;
  /** How often a worker looks for jobs that other processes enqueued. */
  readonly pollMs: number;
  //{{/if}}
  //{{#if queue.bullmq}}
  /** Keeps the keys of several backends in one Redis apart. */
  readonly prefix: string;
  //{{/if}}
  /** A running job whose worker was silent for this long is given to another one. */
  readonly stalledSeconds: number;
  /** How long a worker that was told to stop lets its running jobs finish. */
  readonly shutdownTimeoutMs: number;
}

let known: QueueSettings | undefined;

/** Read when they are first asked for, so that a `.env` file has been loaded by then. */
export function queueSettings(): QueueSettings {
  if (known === undefined) {
    known = readEnv((env) => ({
      worker: env.bool('QUEUE_WORKER', { default: true }),
      concurrency: env.int('QUEUE_CONCURRENCY', { default: 5, min: 1 }),
      //{{#if queue.pgBoss}}
      databaseUrl: env.optionalString('QUEUE_DATABASE_URL') ?? env.url('DATABASE_URL'),
      name: env.string('QUEUE_NAME', { default: 'jobs' }),
      pollMs: env.int('QUEUE_POLL_MS', { default: 1_000, min: 50 }),
      //{{/if}}
      //{{#if queue.bullmq}}
      prefix: env.string('QUEUE_PREFIX', { default: '{{name}}' }),
      //{{/if}}
      stalledSeconds: env.int('QUEUE_STALLED_SECONDS', { default: 30, min: 1 }),
      shutdownTimeoutMs: env.int('QUEUE_SHUTDOWN_TIMEOUT_MS', { default: 8_000, min: 0 }),
    }));
  }
  return known;
}

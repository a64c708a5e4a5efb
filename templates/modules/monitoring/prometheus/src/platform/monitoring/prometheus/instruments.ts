import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { DistinctUsers } from '../distinct-users.js';
import type { RequestBatch } from './request-batch.js';

export const registry = new Registry();
collectDefaultMetrics({ register: registry });

/** By series; what they hold is counted only when it is asked for. */
export const requestBatches = new Map<string, RequestBatch>();

/** Requests, response time and error rate in one: its `_count` by status gives the first and the last. */
export const requestDuration = new Histogram({
  name: 'http_server_request_duration_seconds',
  help: 'Time to answer a request, by method, route template and status.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [registry],
  collect() {
    for (const batch of requestBatches.values()) batch.flush();
  },
});

export const queryDuration = new Histogram({
  name: 'db_query_duration_seconds',
  help: 'Time of a database query, by operation.',
  labelNames: ['operation'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
  registers: [registry],
});

export const transactionDuration = new Histogram({
  name: 'business_transaction_duration_seconds',
  help: 'Time of a business transaction, by name and outcome.',
  labelNames: ['name', 'outcome'],
  buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  registers: [registry],
});

//{{#if on.queue}}
export const jobDuration = new Histogram({
  name: 'job_duration_seconds',
  help: 'Time of one run of a job, by name and outcome.',
  labelNames: ['name', 'outcome'],
  buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
  registers: [registry],
});

//{{/if}}
export const revenueTotal = new Counter({
  name: 'revenue_total',
  help: 'Money that came in, by currency, in its main unit.',
  labelNames: ['currency'],
  registers: [registry],
});

export const refundsTotal = new Counter({
  name: 'refunds_total',
  help: 'Money that went back, by currency, in its main unit.',
  labelNames: ['currency'],
  registers: [registry],
});

export const activityTotal = new Counter({
  name: 'activity_events_total',
  help: 'What users did, by event.',
  labelNames: ['event'],
  registers: [registry],
});

export const distinctUsers = new DistinctUsers();

new Gauge({
  name: 'activity_distinct_users',
  help: 'Distinct users since midnight UTC, by event, as far as this process has seen them.',
  labelNames: ['event'],
  registers: [registry],
  collect() {
    this.reset();
    for (const [event, count] of distinctUsers.counts()) this.set({ event }, count);
  },
});

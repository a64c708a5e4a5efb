import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { distinctUsers } from './distinct-users.js';

export const registry = new Registry();
collectDefaultMetrics({ register: registry });

/** Requests, response time and error rate in one: its `_count` by status gives the first and the last. */
export const requestDuration = new Histogram({
  name: 'http_server_request_duration_seconds',
  help: 'Time to answer a request, by method, route template and status.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [registry],
});

export const transactionDuration = new Histogram({
  name: 'business_transaction_duration_seconds',
  help: 'Time of a business transaction, by name and outcome.',
  labelNames: ['name', 'outcome'],
  buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  registers: [registry],
});

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

const distinct = new Gauge({
  name: 'activity_distinct_users',
  help: 'Distinct users since midnight UTC, by event, as far as this process has seen them.',
  labelNames: ['event'],
  registers: [],
  collect() {
    this.reset();
    distinctUsers().forEach((count, event) => {
      this.set({ event }, count);
    });
  },
});
registry.registerMetric(distinct);

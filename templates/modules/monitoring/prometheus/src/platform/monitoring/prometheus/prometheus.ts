import { logger } from '../../logging/logger.js';
import type { MetricsVendor } from '../types.js';
import {
  activityTotal,
  distinctUsers,
  //{{#if on.queue}}
  jobDuration,
  //{{/if}}
  queryDuration,
  refundsTotal,
  requestBatches,
  requestDuration,
  revenueTotal,
  transactionDuration,
} from './instruments.js';
import { RequestBatch } from './request-batch.js';
import { MetricsServer } from './server.js';
import type { PrometheusSettings } from './settings.js';

type QueryTimer = ReturnType<typeof queryDuration.labels>;

/** Looking labels up by their values costs more than counting, so each series is looked up once. */
const batches = new Map<string, Map<string, Map<number, RequestBatch>>>();
const queryTimers = new Map<string, QueryTimer>();

function requestBatch(method: string, route: string, status: number): RequestBatch {
  let routes = batches.get(method);
  if (routes === undefined) {
    routes = new Map();
    batches.set(method, routes);
  }
  let statuses = routes.get(route);
  if (statuses === undefined) {
    statuses = new Map();
    routes.set(route, statuses);
  }
  let batch = statuses.get(status);
  if (batch === undefined) {
    batch = new RequestBatch(requestDuration.labels(method, route, String(status)));
    requestBatches.add(batch);
    statuses.set(status, batch);
  }
  return batch;
}

function queryTimer(operation: string): QueryTimer {
  let timer = queryTimers.get(operation);
  if (timer === undefined) {
    timer = queryDuration.labels(operation);
    queryTimers.set(operation, timer);
  }
  return timer;
}

/** Keeps the measurements in this process, for Prometheus to fetch from `/metrics`. */
export function prometheusVendor({ host, port }: PrometheusSettings): MetricsVendor {
  let server: MetricsServer | undefined;
  return {
    request(method, route, status, seconds) {
      requestBatch(method, route, status).add(seconds);
    },

    query(operation, seconds) {
      queryTimer(operation).observe(seconds);
    },

    transaction(name, outcome, seconds) {
      transactionDuration.observe({ name, outcome }, seconds);
    },

    revenue(amount, currency) {
      revenueTotal.inc({ currency }, amount);
    },

    refund(amount, currency) {
      refundsTotal.inc({ currency }, amount);
    },

    activity(event, userId) {
      activityTotal.inc({ event });
      if (userId !== undefined) distinctUsers.add(event, userId);
    },

    //{{#if on.queue}}
    carrier: () => ({}),

    async job({ name }, work) {
      const end = jobDuration.startTimer({ name });
      try {
        const result = await work();
        end({ outcome: 'ok' });
        return result;
      } catch (error) {
        end({ outcome: 'error' });
        throw error;
      }
    },

    //{{/if}}
    async start() {
      if (port === 0 || server !== undefined) return;
      const candidate = new MetricsServer();
      try {
        await candidate.listen(host, port);
        server = candidate;
        logger.info({ host, port }, 'Metrics are served at /metrics');
      } catch (error) {
        logger.warn({ err: error, host, port }, 'Metrics are not served: the port is not free');
      }
    },

    async stop() {
      await server?.close();
      server = undefined;
    },
  };
}

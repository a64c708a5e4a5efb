import type { Server } from 'node:http';
import { settings } from '../../../settings/index.js';
import { logger } from '../../logging/logger.js';
//{{#if on.queue}}
import type { MetricsVendor, Outcome } from '../types.js';
//{{else}}
import type { MetricsVendor } from '../types.js';
//{{/if}}
import * as instruments from './instruments.js';
import { RequestBatch } from './request-batch.js';
import { closeMetrics, serveMetrics } from './server.js';
import type { PrometheusSettings } from './settings.js';

/** Keeps the measurements in this process, for Prometheus to fetch from `/metrics`. */
export function prometheusVendor({ host, port }: PrometheusSettings): MetricsVendor {
  let server: Server | undefined;
  return {
    request(method, route, status, seconds) {
      requestBatch(method, route, status).add(seconds);
    },

    query(operation, seconds) {
      instruments.queryDuration.observe({ operation }, seconds);
    },

    transaction(name, outcome, seconds) {
      instruments.transactionDuration.observe({ name, outcome }, seconds);
    },

    revenue(amount, currency) {
      instruments.revenueTotal.inc({ currency }, amount);
    },

    refund(amount, currency) {
      instruments.refundsTotal.inc({ currency }, amount);
    },

    activity(event, userId) {
      instruments.activityTotal.inc({ event });
      if (userId !== undefined) instruments.distinctUsers.add(event, userId);
    },

    //{{#if on.queue}}
    carrier: () => ({}),

    async job({ name }, work) {
      const end = instruments.jobDuration.startTimer({ name });
      let outcome: Outcome = 'error';
      try {
        const result = await work();
        outcome = 'ok';
        return result;
      } finally {
        end({ outcome });
      }
    },

    //{{/if}}
    async start() {
      if (port === 0 || server !== undefined) return;
      try {
        server = await serveMetrics(host, port);
        logger.info({ host, port }, 'Metrics are served at /metrics');
      } catch (error) {
        logger.warn({ err: error, host, port }, 'Metrics are not served: the port is not free');
      }
    },

    async stop() {
      if (server !== undefined) await closeMetrics(server);
      server = undefined;
    },
  };
}

export const prometheus = prometheusVendor(settings.monitoring.prometheus);

/** Looking labels up by their values costs more than counting, so each series is looked up once. */
function requestBatch(method: string, route: string, status: number): RequestBatch {
  const { requestBatches, requestDuration } = instruments;
  const series = `${method} ${route} ${status}`;
  const known = requestBatches.get(series);
  if (known !== undefined) return known;
  const batch = new RequestBatch(requestDuration.labels(method, route, String(status)));
  requestBatches.set(series, batch);
  return batch;
}

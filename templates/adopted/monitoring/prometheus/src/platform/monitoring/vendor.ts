import type { Server } from 'node:http';
import { logger } from '../logger.js';
import { countUser } from './distinct-users.js';
import {
  activityTotal,
  refundsTotal,
  requestDuration,
  revenueTotal,
  transactionDuration,
} from './instruments.js';
import { serveMetrics } from './server.js';
import { monitoringSettings } from './settings.js';
import type { MetricsVendor } from './types.js';

let server: Server | undefined;

/** Keeps the measurements in this process, for Prometheus to fetch from `/metrics`. */
export const vendor: MetricsVendor = {
  request(method, route, status, seconds) {
    requestDuration.observe({ method, route, status: String(status) }, seconds);
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
    if (userId !== undefined) {
      countUser(event, userId);
    }
  },

  async start() {
    const { host, port } = monitoringSettings();
    if (port === 0 || server !== undefined) {
      return;
    }
    try {
      server = await serveMetrics(host, port);
      logger.info({ host, port }, 'Metrics are served at /metrics');
    } catch (error) {
      logger.warn({ err: error, host, port }, 'Metrics are not served: the port is not free');
    }
  },

  async stop() {
    const closing = server;
    server = undefined;
    if (closing === undefined) {
      return;
    }
    await new Promise<void>((resolve) => {
      closing.close(() => resolve());
    });
  },
};

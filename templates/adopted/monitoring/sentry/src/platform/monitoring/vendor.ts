import { onError } from '../errors/report.js';
import { captureError } from './errors.js';
import { closeSentry, loadSentry, sentry } from './sdk.js';
import type { MetricsVendor } from './types.js';

/** How long the end of the process may wait for Sentry. */
const flushTimeoutMs = 1_500;

let stopListening: (() => void) | undefined;

/** Sends measurements and errors to Sentry; without a DSN every call does nothing. */
export const vendor: MetricsVendor = {
  request(method, route, status, seconds) {
    sentry()?.metrics.distribution('http.server.request.duration', seconds, {
      unit: 'second',
      attributes: { method, route, status },
    });
  },

  transaction(name, outcome, seconds) {
    sentry()?.metrics.distribution('business.transaction.duration', seconds, {
      unit: 'second',
      attributes: { name, outcome },
    });
  },

  revenue(amount, currency) {
    sentry()?.metrics.count('revenue', amount, { attributes: { currency } });
  },

  refund(amount, currency) {
    sentry()?.metrics.count('refunds', amount, { attributes: { currency } });
  },

  activity(event, userId) {
    sentry()?.metrics.count('activity', 1, {
      attributes: { event, ...(userId === undefined ? {} : { user: userId }) },
    });
  },

  async start() {
    if (stopListening === undefined) {
      stopListening = onError(captureError);
    }
    await loadSentry();
  },

  async stop() {
    if (stopListening !== undefined) {
      stopListening();
    }
    stopListening = undefined;
    await closeSentry(flushTimeoutMs);
  },
};

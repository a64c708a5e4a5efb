import { settings } from '../../../settings/index.js';
import { onError } from '../../errors/report.js';
import type { MetricsVendor } from '../types.js';
import { captureError } from './errors.js';
import { closeSentry, loadSentry, sentry as sdk } from './sdk.js';

/** How long the end of the process may wait for Sentry. */
const flushTimeoutMs = 1_500;

let stopListening: (() => void) | undefined;

/** Sends measurements and errors to Sentry; without a DSN every call does nothing. */
export const sentry: MetricsVendor = {
  request(method, route, status, seconds) {
    sdk()?.metrics.distribution('http.server.request.duration', seconds, {
      unit: 'second',
      attributes: { method, route, status },
    });
  },

  query(operation, seconds) {
    sdk()?.metrics.distribution('db.query.duration', seconds, {
      unit: 'second',
      attributes: { operation },
    });
  },

  transaction(name, outcome, seconds) {
    sdk()?.metrics.distribution('business.transaction.duration', seconds, {
      unit: 'second',
      attributes: { name, outcome },
    });
  },

  revenue(amount, currency) {
    sdk()?.metrics.count('revenue', amount, { attributes: { currency } });
  },

  refund(amount, currency) {
    sdk()?.metrics.count('refunds', amount, { attributes: { currency } });
  },

  activity(event, userId) {
    sdk()?.metrics.count('activity', 1, {
      attributes: { event, ...(userId !== undefined && { user: userId }) },
    });
  },

  //{{#if on.queue}}
  carrier() {
    const { 'sentry-trace': trace, baggage } = sdk()?.getTraceData() ?? {};
    return {
      ...(trace !== undefined && { 'sentry-trace': trace }),
      ...(baggage !== undefined && { baggage }),
    };
  },

  job({ name, carrier }, work) {
    const loaded = sdk();
    if (loaded === undefined) return work();
    return loaded.continueTrace(
      { sentryTrace: carrier['sentry-trace'], baggage: carrier.baggage },
      () => loaded.startSpan({ name, op: 'queue.process', forceTransaction: true }, work),
    );
  },

  //{{/if}}
  async start() {
    // The process that was not started with instrument.ts gets errors and measurements, if no traces.
    await loadSentry(settings.monitoring.sentry, settings.environment);
    stopListening ??= onError(captureError);
  },

  async stop() {
    stopListening?.();
    stopListening = undefined;
    await closeSentry(flushTimeoutMs);
  },
};

import { setTimeout as wait } from 'node:timers/promises';
import { settings } from '../../../settings/index.js';
import { onError } from '../../errors/report.js';
import type { MetricsVendor } from '../types.js';
import { closeNewRelic, loadNewRelic, newRelic } from './agent.js';
import { captureError } from './errors.js';

/** How long the end of the process may wait for New Relic. The timer keeps the process alive, as the agent doesn't. */
const flushTimeoutMs = 1_500;

let stopListening: (() => void) | undefined;

/**
 * Sends measurements, transactions and errors to New Relic; without a licence key every call does nothing.
 * The agent puts `Custom/` before the names of measurements.
 */
export const newrelic: MetricsVendor = {
  request(method, route, status, seconds) {
    //{{#if app.hono}}
    // The agent doesn't know Hono, and would name the transaction without its route.
    newRelic()?.setTransactionName(`${method} ${route}`);
    //{{/if}}
    newRelic()?.recordMetric(`HttpRequest/${status}/${method} ${route}`, seconds);
  },

  query(operation, seconds) {
    newRelic()?.recordMetric(`DatabaseQuery/${operation}`, seconds);
  },

  transaction(name, outcome, seconds) {
    newRelic()?.recordMetric(`BusinessTransaction/${outcome}/${name}`, seconds);
  },

  revenue(amount, currency) {
    newRelic()?.recordMetric(`Revenue/${currency}`, amount);
  },

  refund(amount, currency) {
    newRelic()?.recordMetric(`Refunds/${currency}`, amount);
  },

  activity(event, userId) {
    newRelic()?.recordCustomEvent('Activity', {
      event,
      ...(userId !== undefined && { user: userId }),
    });
  },

  //{{#if on.queue}}
  carrier() {
    const headers: Record<string, string> = {};
    newRelic()?.getTransaction().insertDistributedTraceHeaders(headers);
    const { traceparent, tracestate } = headers;
    if (traceparent === undefined) return {};
    return { 'newrelic-traceparent': traceparent, 'newrelic-tracestate': tracestate ?? '' };
  },

  job({ name, carrier }, work) {
    const agent = newRelic();
    if (agent === undefined) return work();
    return agent.startBackgroundTransaction(name, 'Job', () => {
      const traceparent = carrier['newrelic-traceparent'];
      if (traceparent !== undefined) {
        const tracestate = carrier['newrelic-tracestate'];
        agent.getTransaction().acceptDistributedTraceHeaders('Queue', { traceparent, tracestate });
      }
      return work();
    });
  },

  //{{/if}}
  async start() {
    // The process that was not started with instrument.ts gets errors and measurements, if no traces.
    await loadNewRelic(settings.monitoring.newrelic, settings.environment);
    stopListening ??= onError(captureError);
  },

  async stop() {
    stopListening?.();
    stopListening = undefined;
    const limit = wait(flushTimeoutMs);
    await Promise.race([closeNewRelic(flushTimeoutMs), limit]);
  },
};

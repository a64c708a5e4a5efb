import { setTimeout as wait } from 'node:timers/promises';
import { settings } from '../../../settings/index.js';
import { onError } from '../../errors/report.js';
import type { MetricsVendor } from '../types.js';
import { closeElastic, loadElastic, elastic as sdk } from './agent.js';
import { captureError } from './errors.js';

/** How long the end of the process may wait for the APM server. The timer keeps the process alive, as the agent doesn't. */
const flushTimeoutMs = 1_500;

let stopListening: (() => void) | undefined;

/** Sends measurements, traces and errors to Elastic APM; without a server every call does nothing. */
export const elastic: MetricsVendor = {
  request(method, route, status, seconds) {
    //{{#if app.hono}}
    // The agent doesn't know Hono, and would name the transaction without its route.
    sdk()?.agent.setTransactionName(`${method} ${route}`);
    //{{/if}}
    sdk()?.instruments.requestDuration.record(seconds, { method, route, status });
  },

  query(operation, seconds) {
    sdk()?.instruments.queryDuration.record(seconds, { operation });
  },

  transaction(name, outcome, seconds) {
    sdk()?.instruments.transactionDuration.record(seconds, { name, outcome });
  },

  revenue(amount, currency) {
    sdk()?.instruments.revenue.add(amount, { currency });
  },

  refund(amount, currency) {
    sdk()?.instruments.refunds.add(amount, { currency });
  },

  activity(event, userId) {
    const instruments = sdk()?.instruments;
    instruments?.activity.add(1, { event });
    if (userId !== undefined) instruments?.distinctUsers.add(event, userId);
  },

  //{{#if on.queue}}
  carrier() {
    const traceparent = sdk()?.agent.currentTraceparent ?? null;
    return traceparent === null ? {} : { 'elastic-traceparent': traceparent };
  },

  async job({ name, carrier }, work) {
    const loaded = sdk();
    if (loaded === undefined) return work();
    const childOf = carrier['elastic-traceparent'];
    const transaction = loaded.agent.startTransaction(name, 'job', {
      ...(childOf !== undefined && { childOf }),
    });
    try {
      const result = await work();
      transaction?.setOutcome('success');
      return result;
    } catch (error) {
      transaction?.setOutcome('failure');
      throw error;
    } finally {
      transaction?.end();
    }
  },

  //{{/if}}
  async start() {
    // The process that was not started with instrument.ts gets errors and measurements, if no traces.
    await loadElastic(settings.monitoring.elastic, settings.environment);
    stopListening ??= onError(captureError);
  },

  async stop() {
    stopListening?.();
    stopListening = undefined;
    await Promise.race([closeElastic(), wait(flushTimeoutMs)]);
  },
};

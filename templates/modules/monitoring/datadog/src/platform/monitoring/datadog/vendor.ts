import { settings } from '../../../settings/index.js';
import { onError } from '../../errors/report.js';
import { DistinctUsers } from '../distinct-users.js';
import type { MetricsVendor } from '../types.js';
import { captureError } from './errors.js';
import { flushDatadog, loadDatadog, datadog as tracer } from './tracer.js';

const distinctUsers = new DistinctUsers();
let stopListening: (() => void) | undefined;

/** Sends measurements, traces and errors to the agent of Datadog; without one every call does nothing. */
export const datadog: MetricsVendor = {
  request(method, route, status, seconds) {
    const tags = { method, route, status: String(status) };
    tracer()?.dogstatsd.distribution('http.server.request.duration', seconds, tags);
  },

  query(operation, seconds) {
    tracer()?.dogstatsd.distribution('db.query.duration', seconds, { operation });
  },

  transaction(name, outcome, seconds) {
    const tags = { name, outcome };
    tracer()?.dogstatsd.distribution('business.transaction.duration', seconds, tags);
  },

  revenue(amount, currency) {
    tracer()?.dogstatsd.increment('revenue', amount, { currency });
  },

  refund(amount, currency) {
    tracer()?.dogstatsd.increment('refunds', amount, { currency });
  },

  activity(event, userId) {
    const statistics = tracer()?.dogstatsd;
    if (statistics === undefined) return;
    statistics.increment('activity', 1, { event });
    if (userId === undefined) return;
    distinctUsers.add(event, userId);
    statistics.gauge('activity.distinct_users', distinctUsers.counts().get(event), { event });
  },

  //{{#if on.queue}}
  carrier() {
    const span = tracer()?.scope().active();
    const carrier: Record<string, string> = {};
    if (span) tracer()?.inject(span, 'text_map', carrier);
    const own = Object.entries(carrier).filter(([name]) => name.startsWith('x-datadog-'));
    return Object.fromEntries(own);
  },

  async job({ id, name, carrier }, work) {
    const loaded = tracer();
    if (loaded === undefined) return work();
    const parent = loaded.extract('text_map', carrier);
    const options = {
      resource: name,
      type: 'worker',
      tags: { 'job.id': id },
      ...(parent !== null && { childOf: parent }),
    };
    return loaded.trace('job.run', options, () => work());
  },

  //{{/if}}
  async start() {
    // The process that was not started with instrument.ts gets errors and measurements, if no traces.
    await loadDatadog(settings.monitoring.datadog, settings.environment);
    stopListening ??= onError(captureError);
  },

  async stop() {
    stopListening?.();
    stopListening = undefined;
    await flushDatadog();
  },
};

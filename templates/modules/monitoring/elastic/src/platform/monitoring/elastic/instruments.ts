import type { MeterProvider } from '@opentelemetry/sdk-metrics';
import { projectName } from '../../../settings/project.js';
import { DistinctUsers } from '../distinct-users.js';

/** What is counted and timed for Elastic. */
export function createInstruments(provider: MeterProvider) {
  const meter = provider.getMeter(projectName);
  const distinctUsers = new DistinctUsers();
  meter.createObservableGauge('activity.distinct_users').addCallback((result) => {
    for (const [event, count] of distinctUsers.counts()) result.observe(count, { event });
  });
  return {
    requestDuration: meter.createHistogram('http.server.request.duration', { unit: 's' }),
    queryDuration: meter.createHistogram('db.query.duration', { unit: 's' }),
    transactionDuration: meter.createHistogram('business.transaction.duration', { unit: 's' }),
    revenue: meter.createCounter('revenue'),
    refunds: meter.createCounter('refunds'),
    activity: meter.createCounter('activity'),
    distinctUsers,
    flush: () => provider.forceFlush(),
  };
}

export type Instruments = ReturnType<typeof createInstruments>;

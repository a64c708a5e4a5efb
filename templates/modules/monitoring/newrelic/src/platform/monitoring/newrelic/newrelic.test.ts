import { afterEach, describe, expect, it, vi } from 'vitest';
import { reportError, settleReports } from '../../errors/report.js';
//{{#if on.queue}}
import { measureJob, metrics, startMonitoring, stopMonitoring, traceCarrier } from '../index.js';
//{{else}}
import { metrics, startMonitoring, stopMonitoring } from '../index.js';
//{{/if}}
import { loadNewRelic, newRelic } from './agent.js';
import { newrelic as vendor } from './vendor.js';

const agent = vi.hoisted(() => ({
  recordMetric: vi.fn(),
  recordCustomEvent: vi.fn(),
  noticeError: vi.fn(),
  setTransactionName: vi.fn(),
  insertHeaders: vi.fn(),
  acceptHeaders: vi.fn(),
  getTransaction: () => ({
    insertDistributedTraceHeaders: agent.insertHeaders,
    acceptDistributedTraceHeaders: agent.acceptHeaders,
  }),
  startBackgroundTransaction: vi.fn((_name: string, _group: string, work: () => unknown) => work()),
  shutdown: vi.fn((_options: unknown, done: () => void) => done()),
}));
vi.mock('newrelic', () => ({ default: agent }));
vi.mock('newrelic/esm-loader.mjs', () => ({}));

const load = () => loadNewRelic({ licenseKey: 'key', appName: 'shop' }, 'staging');

afterEach(async () => {
  await stopMonitoring();
  vi.clearAllMocks();
  vi.unstubAllEnvs();
});

describe('New Relic', () => {
  it('is not loaded without a licence key, and every call does nothing', async () => {
    await startMonitoring();
    vendor.request('GET', '/', 200, 0.1);
    vendor.query('select', 0.1);
    metrics.revenue('10', 'EUR');
    metrics.refund('10', 'EUR');
    metrics.activity('visit');
    await expect(metrics.time('checkout', async () => 1)).resolves.toBe(1);
    reportError(new Error('unseen'), { kind: 'job', name: 'report' });
    await settleReports(100);
    //{{#if on.queue}}
    const job = { id: '1', name: 'report', carrier: traceCarrier() };
    expect(job.carrier).toEqual({});
    expect(await measureJob(job, async () => 42)).toBe(42);
    //{{/if}}
    expect(newRelic()).toBeUndefined();
    expect(agent.recordMetric).not.toHaveBeenCalled();
  });

  it('is told of its settings by variables, which go first where they are set', async () => {
    vi.stubEnv('NEW_RELIC_LICENSE_KEY', undefined);
    vi.stubEnv('NEW_RELIC_APP_NAME', 'mine');
    await load();
    await load();
    expect(process.env.NEW_RELIC_LICENSE_KEY).toBe('key');
    expect(process.env.NEW_RELIC_APP_NAME).toBe('mine');
    expect(process.env.NEW_RELIC_UTILIZATION_DETECT_AWS).toBe('false');
  });

  //{{#if (or app.nest app.nestFastify)}}
  it('leaves Nest as it is, whose ES modules it would break', async () => {
    await load();
    const { default: subscribers } = await import('newrelic/lib/subscriber-configs.js');
    expect(Object.keys(subscribers)).toContain('express');
    expect(Object.keys(subscribers)).not.toContain('@nestjs/core');
  });

  //{{/if}}
  it('receives the six statistics', async () => {
    await load();
    await startMonitoring();
    vendor.request('GET', '/products/:id', 200, 0.1);
    vendor.query('select', 0.2);
    metrics.revenue('19.90', 'EUR');
    metrics.refund('5', 'EUR');
    metrics.activity('order.placed', 'anna');
    metrics.activity('visit');
    await metrics.time('checkout', async () => undefined);
    expect(agent.recordMetric.mock.calls).toEqual([
      ['HttpRequest/200/GET /products/:id', 0.1],
      ['DatabaseQuery/select', 0.2],
      ['Revenue/EUR', 19.9],
      ['Refunds/EUR', 5],
      ['BusinessTransaction/ok/checkout', expect.any(Number)],
    ]);
    expect(agent.recordCustomEvent.mock.calls).toEqual([
      ['Activity', { event: 'order.placed', user: 'anna' }],
      ['Activity', { event: 'visit' }],
    ]);
  });

  it('receives an error with its request id, and the last one before the process ends', async () => {
    await load();
    await startMonitoring();
    const error = new Error('the shelf is empty');
    reportError(error, { kind: 'request', name: 'GET /products/:id', requestId: 'request-7' });
    await settleReports(1_000);
    const labels = { kind: 'request', name: 'GET /products/:id', request_id: 'request-7' };
    expect(agent.noticeError).toHaveBeenCalledExactlyOnceWith(error, labels);
    expect(agent.shutdown).not.toHaveBeenCalled();
    reportError(new Error('out of order'), { kind: 'process', name: 'process' });
    await settleReports(1_000);
    expect(agent.shutdown).toHaveBeenCalledTimes(1);
  });

  //{{#if on.queue}}
  it('receives a job as a transaction, on the trace of the request that queued it', async () => {
    await load();
    agent.insertHeaders.mockImplementationOnce((headers: Record<string, string>) => {
      headers.traceparent = '00-1';
    });
    const job = { id: '1', name: 'report', carrier: traceCarrier() };
    expect(await measureJob(job, async () => 42)).toBe(42);
    expect(agent.startBackgroundTransaction.mock.calls[0]?.slice(0, 2)).toEqual(['report', 'Job']);
    const headers = { traceparent: '00-1', tracestate: '' };
    expect(agent.acceptHeaders).toHaveBeenCalledExactlyOnceWith('Queue', headers);
    expect(traceCarrier()).toEqual({});
    await measureJob({ ...job, carrier: {} }, async () => undefined);
    expect(agent.acceptHeaders).toHaveBeenCalledTimes(1);
  });

  //{{/if}}
  it('that can not be reached does not hold up the end', async () => {
    await load();
    agent.shutdown.mockImplementationOnce(() => undefined);
    const started = performance.now();
    await stopMonitoring();
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

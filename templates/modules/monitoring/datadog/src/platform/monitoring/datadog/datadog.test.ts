import { afterEach, describe, expect, it, vi } from 'vitest';
import { reportError, settleReports } from '../../errors/report.js';
//{{#if on.queue}}
import { measureJob, metrics, startMonitoring, stopMonitoring, traceCarrier } from '../index.js';
//{{else}}
import { metrics, startMonitoring, stopMonitoring } from '../index.js';
//{{/if}}
import { datadog, loadDatadog } from './tracer.js';
import { datadog as vendor } from './vendor.js';

const span = vi.hoisted(() => ({ addTags: vi.fn() }));
const tracer = vi.hoisted(() => ({
  init: vi.fn(),
  use: vi.fn(),
  active: vi.fn((): unknown => null),
  scope: () => ({ active: tracer.active }),
  inject: vi.fn(),
  extract: vi.fn((): unknown => null),
  trace: vi.fn((_name: string, _options: unknown, work: (own: unknown) => unknown) => work(span)),
  dogstatsd: { distribution: vi.fn(), increment: vi.fn(), gauge: vi.fn(), flush: vi.fn() },
}));
vi.mock('dd-trace', () => ({ default: tracer }));
vi.mock('dd-trace/register.js', () => ({}));

const { dogstatsd } = tracer;

/** The tracer stays loaded until the process ends, so what is seen without it comes first. */
const load = (version?: string) =>
  loadDatadog({ agentUrl: 'http://127.0.0.1:8126', service: 'shop', version }, 'staging');

afterEach(async () => {
  await stopMonitoring();
  vi.clearAllMocks();
});

describe('Datadog', () => {
  it('is not loaded without an agent, and every call does nothing', async () => {
    await startMonitoring();
    vendor.request('GET', '/', 200, 0.1);
    vendor.query('select', 0.1);
    metrics.revenue('10', 'EUR');
    metrics.refund('10', 'EUR');
    metrics.activity('visit', 'anna');
    await expect(metrics.time('checkout', async () => 1)).resolves.toBe(1);
    reportError(new Error('unseen'), { kind: 'job', name: 'report' });
    await settleReports(100);
    //{{#if on.queue}}
    const job = { id: '1', name: 'report', carrier: traceCarrier() };
    expect(job.carrier).toEqual({});
    expect(await measureJob(job, async () => 42)).toBe(42);
    //{{/if}}
    expect(datadog()).toBeUndefined();
    expect(tracer.init).not.toHaveBeenCalled();
  });

  it('is started once, with its settings', async () => {
    await load('1.2.3');
    await load();
    expect(tracer.init).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ service: 'shop', env: 'staging', version: '1.2.3' }),
    );
  });

  it('receives the six statistics, the last ones before the process ends', async () => {
    await load();
    await startMonitoring();
    vendor.request('GET', '/products/:id', 200, 0.1);
    vendor.query('select', 0.2);
    metrics.revenue('19.90', 'EUR');
    metrics.refund('5', 'EUR');
    metrics.activity('order.placed', 'anna');
    metrics.activity('order.placed');
    await metrics.time('checkout', async () => undefined);
    const request = { method: 'GET', route: '/products/:id', status: '200' };
    expect(dogstatsd.distribution.mock.calls).toEqual([
      ['http.server.request.duration', 0.1, request],
      ['db.query.duration', 0.2, { operation: 'select' }],
      ['business.transaction.duration', expect.any(Number), { name: 'checkout', outcome: 'ok' }],
    ]);
    expect(dogstatsd.increment.mock.calls).toEqual([
      ['revenue', 19.9, { currency: 'EUR' }],
      ['refunds', 5, { currency: 'EUR' }],
      ['activity', 1, { event: 'order.placed' }],
      ['activity', 1, { event: 'order.placed' }],
    ]);
    expect(dogstatsd.gauge.mock.calls).toEqual([
      ['activity.distinct_users', 1, { event: 'order.placed' }],
    ]);
    const started = performance.now();
    await stopMonitoring();
    expect(dogstatsd.flush).toHaveBeenCalledTimes(1);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('receives an error on the span of its request, with the request id', async () => {
    await load();
    await startMonitoring();
    tracer.active.mockReturnValue(span);
    const error = new Error('the shelf is empty');
    reportError(error, { kind: 'request', name: 'GET /products/:id', requestId: 'request-7' });
    await settleReports(1_000);
    expect(span.addTags).toHaveBeenCalledExactlyOnceWith({
      kind: 'request',
      name: 'GET /products/:id',
      request_id: 'request-7',
      error,
    });
    expect(tracer.trace).not.toHaveBeenCalled();
  });

  it('receives other errors on spans of their own, and the last one before the process ends', async () => {
    await load();
    await startMonitoring();
    reportError(new Error('no paper'), { kind: 'job', name: 'report' });
    reportError(new Error('out of order'), { kind: 'process', name: 'process' });
    await settleReports(3_000);
    const spans = tracer.trace.mock.calls.map(([name, options]) => [name, options]);
    expect(spans).toEqual([
      ['job.error', { resource: 'report' }],
      ['process.error', { resource: 'process' }],
    ]);
    expect(dogstatsd.flush).toHaveBeenCalledTimes(1);
  });
  //{{#if on.queue}}

  it('receives a job as a trace of its own, or on that of the request that queued it', async () => {
    await load();
    tracer.active.mockReturnValue(span);
    tracer.inject.mockImplementationOnce((_span, _format, carrier: Record<string, string>) => {
      Object.assign(carrier, { 'x-datadog-trace-id': '7', traceparent: '00-7' });
    });
    const job = { id: '1', name: 'report', carrier: traceCarrier() };
    expect(job.carrier).toEqual({ 'x-datadog-trace-id': '7' });
    expect(await measureJob(job, async () => 42)).toBe(42);
    tracer.extract.mockReturnValueOnce('the trace');
    await measureJob(job, async () => undefined);
    const own = { resource: 'report', type: 'worker', tags: { 'job.id': '1' } };
    expect(tracer.trace.mock.calls.map(([, options]) => options)).toEqual([
      own,
      { ...own, childOf: 'the trace' },
    ]);
  });
  //{{/if}}
});

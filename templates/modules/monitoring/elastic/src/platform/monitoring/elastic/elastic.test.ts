import { afterEach, describe, expect, it, vi } from 'vitest';
import { reportError, settleReports } from '../../errors/report.js';
//{{#if on.queue}}
import { measureJob, metrics, startMonitoring, stopMonitoring, traceCarrier } from '../index.js';
//{{else}}
import { metrics, startMonitoring, stopMonitoring } from '../index.js';
//{{/if}}
import { elastic, loadElastic } from './agent.js';
import { elastic as vendor } from './vendor.js';

const transaction = vi.hoisted(() => ({ setOutcome: vi.fn(), end: vi.fn() }));
const agent = vi.hoisted(() => ({
  start: vi.fn(),
  addErrorFilter: vi.fn(),
  addFilter: vi.fn(),
  setTransactionName: vi.fn(),
  captureError: vi.fn(),
  currentTraceparent: null as string | null,
  startTransaction: vi.fn(() => transaction),
  flush: vi.fn(async () => undefined),
  destroy: vi.fn(async () => undefined),
}));
vi.mock('elastic-apm-node', () => ({ default: agent }));

const settings = {
  serverUrl: 'http://127.0.0.1:8200',
  secretToken: undefined,
  apiKey: undefined,
  serviceName: 'shop',
  serviceVersion: undefined,
  sampleRate: 1,
};

async function load() {
  await loadElastic(settings, 'staging');
  const loaded = elastic();
  if (loaded === undefined) throw new Error('The agent is not loaded.');
  return loaded.instruments;
}

afterEach(async () => {
  await stopMonitoring();
  vi.clearAllMocks();
  agent.currentTraceparent = null;
});

describe('Elastic', () => {
  it('is not loaded without a server, and every call does nothing', async () => {
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
    expect(elastic()).toBeUndefined();
    expect(agent.start).not.toHaveBeenCalled();
  });

  it('is started once, with what there is of its settings', async () => {
    const whole = { ...settings, secretToken: 'token', apiKey: 'key', serviceVersion: '1.2.3' };
    await loadElastic(whole, 'staging');
    await loadElastic(settings, 'staging');
    expect(agent.start).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ secretToken: 'token', apiKey: 'key', serviceVersion: '1.2.3' }),
    );
    await stopMonitoring();
    await load();
    expect(agent.start.mock.lastCall?.[0]).not.toHaveProperty('apiKey');
  });

  it('receives the six statistics', async () => {
    const instruments = await load();
    await startMonitoring();
    const recorded = [
      vi.spyOn(instruments.requestDuration, 'record'),
      vi.spyOn(instruments.queryDuration, 'record'),
      vi.spyOn(instruments.transactionDuration, 'record'),
      vi.spyOn(instruments.revenue, 'add'),
      vi.spyOn(instruments.refunds, 'add'),
      vi.spyOn(instruments.activity, 'add'),
    ];
    vendor.request('GET', '/products/:id', 200, 0.1);
    vendor.query('select', 0.2);
    await metrics.time('checkout', async () => undefined);
    metrics.revenue('19.90', 'EUR');
    metrics.refund('5', 'EUR');
    metrics.activity('order.placed', 'anna');
    metrics.activity('order.placed');
    expect(recorded.map(({ mock }) => mock.calls)).toEqual([
      [[0.1, { method: 'GET', route: '/products/:id', status: 200 }]],
      [[0.2, { operation: 'select' }]],
      [[expect.any(Number), { name: 'checkout', outcome: 'ok' }]],
      [[19.9, { currency: 'EUR' }]],
      [[5, { currency: 'EUR' }]],
      [
        [1, { event: 'order.placed' }],
        [1, { event: 'order.placed' }],
      ],
    ]);
    expect(instruments.distinctUsers.counts().get('order.placed')).toBe(1);
  });

  it('receives an error with its request id, and the last one before the process ends', async () => {
    await load();
    await startMonitoring();
    const error = new Error('the shelf is empty');
    reportError(error, { kind: 'request', name: 'GET /products/:id', requestId: 'request-7' });
    reportError('thrown text', { kind: 'process', name: 'process' });
    await settleReports(2_000);
    const labels = { kind: 'request', name: 'GET /products/:id', request_id: 'request-7' };
    expect(agent.captureError.mock.calls).toEqual([
      [error, { handled: false, labels }],
      ['thrown text', { handled: false, labels: { kind: 'process', name: 'process' } }],
    ]);
    expect(agent.flush).toHaveBeenCalledTimes(1);
  });

  //{{#if on.queue}}
  it('receives a job as a transaction, on the trace of the request that queued it', async () => {
    await load();
    agent.currentTraceparent = '00-7';
    const job = { id: '1', name: 'report', carrier: traceCarrier() };
    expect(await measureJob(job, async () => 42)).toBe(42);
    const failing = measureJob({ ...job, carrier: {} }, () =>
      Promise.reject(new Error('no paper')),
    );
    await expect(failing).rejects.toThrow('no paper');
    expect(agent.startTransaction.mock.calls).toEqual([
      ['report', 'job', { childOf: '00-7' }],
      ['report', 'job', {}],
    ]);
    expect(transaction.setOutcome.mock.calls).toEqual([['success'], ['failure']]);
    expect(transaction.end).toHaveBeenCalledTimes(2);
  });

  //{{/if}}
  it('that can not be reached does not hold up the end', async () => {
    await load();
    agent.flush.mockImplementationOnce(() => new Promise(() => undefined));
    const started = performance.now();
    await stopMonitoring();
    expect(performance.now() - started).toBeLessThan(3_000);
    agent.flush.mockImplementation(async () => undefined);
  });
});

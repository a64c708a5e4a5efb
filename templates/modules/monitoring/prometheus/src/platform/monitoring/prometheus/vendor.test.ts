import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, it } from 'vitest';
import { logQuery } from '../../../database/query-log.js';
//{{#if on.queue}}
import { measureJob, metrics, startMonitoring, stopMonitoring } from '../index.js';
//{{else}}
import { metrics, startMonitoring, stopMonitoring } from '../index.js';
//{{/if}}
import { registry } from './instruments.js';
import { prometheus, prometheusVendor } from './vendor.js';

/** The value of one series in the text that Prometheus reads. */
async function sampleOf(series: string): Promise<number | undefined> {
  const lines = (await registry.metrics()).split('\n');
  const line = lines.find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

beforeEach(() => {
  registry.resetMetrics();
});

describe('the six statistics', () => {
  it('counts requests, with their time and errors, by route template', async () => {
    prometheus.request('GET', '/products/:id', 200, 0.02);
    prometheus.request('GET', '/products/:id', 200, 0.04);
    prometheus.request('GET', '/products/:id', 500, 0.01);
    const duration = 'http_server_request_duration_seconds';
    const ok = 'method="GET",route="/products/:id",status="200"';
    const failed = 'method="GET",route="/products/:id",status="500"';
    expect(await sampleOf(`${duration}_count{${ok}}`)).toBe(2);
    expect(await sampleOf(`${duration}_sum{${ok}}`)).toBeCloseTo(0.06);
    expect(await sampleOf(`${duration}_count{${failed}}`)).toBe(1);
    for (let n = 0; n < 300; n += 1) prometheus.request('GET', '/products/:id', 200, 0.01);
    expect(await sampleOf(`${duration}_count{${ok}}`)).toBe(302);
  });

  it('adds revenue up per currency, refunds apart', async () => {
    metrics.revenue('10.50', 'EUR');
    metrics.revenue('1.25', 'EUR');
    metrics.revenue('7', 'USD');
    metrics.refund('2', 'EUR');
    expect(await sampleOf('revenue_total{currency="EUR"}')).toBe(11.75);
    expect(await sampleOf('revenue_total{currency="USD"}')).toBe(7);
    expect(await sampleOf('refunds_total{currency="EUR"}')).toBe(2);
  });

  it('counts activity and the distinct users behind it', async () => {
    metrics.activity('order_placed', 'anna');
    metrics.activity('order_placed', 'anna');
    metrics.activity('order_placed', 'ben');
    metrics.activity('order_placed');
    expect(await sampleOf('activity_events_total{event="order_placed"}')).toBe(4);
    expect(await sampleOf('activity_distinct_users{event="order_placed"}')).toBe(2);
  });

  it('times business transactions by outcome', async () => {
    await metrics.time('checkout', async () => undefined);
    const series = 'business_transaction_duration_seconds_count{name="checkout",outcome="ok"}';
    expect(await sampleOf(series)).toBe(1);
  });
});

//{{#if on.queue}}
describe('jobs', () => {
  it('are timed by name and outcome, and settle as they would', async () => {
    const count = (outcome: string) =>
      sampleOf(`job_duration_seconds_count{name="report",outcome="${outcome}"}`);
    const job = { id: '1', name: 'report', carrier: {} };
    expect(await measureJob(job, async () => 42)).toBe(42);
    await expect(measureJob(job, () => Promise.reject(new Error('no paper')))).rejects.toThrow(
      'no paper',
    );
    expect([await count('ok'), await count('error')]).toEqual([1, 1]);
  });
});

//{{/if}}
describe('the database', () => {
  it('is timed query by query while monitoring runs', async () => {
    const query = () => logQuery('select 1', async () => 1);
    await startMonitoring();
    await startMonitoring();
    await query();
    await stopMonitoring();
    await query();
    expect(await sampleOf('db_query_duration_seconds_count{operation="select"}')).toBe(1);
  });
});

describe('the metrics port', () => {
  it('is open from start to stop', async () => {
    const port = await freePort();
    const vendor = prometheusVendor({ host: '127.0.0.1', port });
    await vendor.start();
    await vendor.start();
    expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(200);
    await vendor.stop();
    await expect(fetch(`http://127.0.0.1:${port}/metrics`)).rejects.toThrow();
  });

  it('that is taken costs the metrics, not the process', async () => {
    const port = await freePort();
    const first = prometheusVendor({ host: '127.0.0.1', port });
    const second = prometheusVendor({ host: '127.0.0.1', port });
    await first.start();
    await expect(second.start()).resolves.toBeUndefined();
    await second.stop();
    await first.stop();
  });
});

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { reportError } from '../../errors/report.js';
//{{#if on.queue}}
import { measureJob, metrics, startMonitoring, stopMonitoring, traceCarrier } from '../index.js';
//{{else}}
import { metrics, startMonitoring, stopMonitoring } from '../index.js';
//{{/if}}
import { loadSentry, sentry, withoutSecrets, withStarredUrl } from './sdk.js';
import { sentry as vendor } from './vendor.js';

/** Takes envelopes as Sentry does and keeps their text. */
function fakeSentry(envelopes: string[]): Server {
  return createServer((request, response) => {
    const body =
      request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request;
    void text(body).then((envelope) => {
      envelopes.push(envelope);
      response.end('{}');
    });
  });
}

describe('Sentry', () => {
  const envelopes: string[] = [];
  const server = fakeSentry(envelopes);
  let dsn: string;

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    dsn = `http://public@127.0.0.1:${(server.address() as AddressInfo).port}/1`;
  });
  afterEach(async () => {
    await stopMonitoring();
    envelopes.length = 0;
  });
  afterAll(() => {
    server.close();
  });

  it('is not loaded without a DSN, and every call does nothing', async () => {
    await startMonitoring();
    metrics.revenue('10', 'EUR');
    metrics.refund('10', 'EUR');
    metrics.activity('visit');
    vendor.request('GET', '/', 200, 0.1);
    reportError(new Error('unseen'), { kind: 'job', name: 'report' });
    await expect(metrics.time('checkout', async () => 1)).resolves.toBe(1);
    expect(sentry()).toBeUndefined();
  });

  it('receives an error with its release, environment, request id and place', async () => {
    await loadSentry({ dsn, release: 'shop@1.2.3', tracesSampleRate: 0 }, 'staging');
    await startMonitoring();
    reportError(new Error('the shelf is empty'), {
      kind: 'request',
      name: 'GET /products/:id',
      requestId: 'request-7',
      userId: 'anna',
      url: '/products/7',
    });
    await stopMonitoring();
    const event = envelopes.find((envelope) => envelope.includes('the shelf is empty'));
    expect(event).toContain('"release":"shop@1.2.3"');
    expect(event).toContain('"environment":"staging"');
    expect(event).toContain('"request_id":"request-7"');
    expect(event).toContain('"transaction":"GET /products/:id"');
    expect(event).toContain('"url":"/products/7"');
  });

  it('receives the error that ends the process before it ends', async () => {
    await loadSentry({ dsn, release: undefined, tracesSampleRate: 0 }, 'production');
    await startMonitoring();
    reportError(new Error('out of order'), { kind: 'process', name: 'process' });
    await expect.poll(() => envelopes.join()).toContain('out of order');
  });

  it('receives the six statistics', async () => {
    await loadSentry({ dsn, release: undefined, tracesSampleRate: 0 }, 'production');
    await startMonitoring();
    vendor.request('GET', '/products/:id', 200, 0.1);
    metrics.revenue('19.90', 'EUR');
    metrics.refund('5', 'EUR');
    metrics.activity('order_placed', 'anna');
    await metrics.time('checkout', async () => undefined);
    await stopMonitoring();
    const sent = envelopes.join();
    for (const name of [
      'http.server.request.duration',
      'revenue',
      'refunds',
      'activity',
      'business.transaction.duration',
    ]) {
      expect(sent).toContain(`"name":"${name}"`);
    }
    expect(sent).toContain('/products/:id');
  });

  //{{#if on.queue}}
  it('receives a job on the trace of the request that queued it', async () => {
    const job = { id: '1', name: 'report', carrier: {} };
    expect(await measureJob(job, async () => 'unseen')).toBe('unseen');
    await loadSentry({ dsn, release: undefined, tracesSampleRate: 1 }, 'production');
    await startMonitoring();
    const carrier = await measureJob({ ...job, name: 'outer' }, async () => traceCarrier());
    await expect(
      measureJob({ ...job, carrier }, () => Promise.reject(new Error('no paper'))),
    ).rejects.toThrow('no paper');
    await stopMonitoring();
    const [traceId, spanId] = String(carrier['sentry-trace']).split('-');
    const report = /{"name":"report",[^{]*/.exec(envelopes.join())?.[0];
    expect(report).toContain(`"trace_id":"${traceId}"`);
    expect(report).toContain(`"parent_span_id":"${spanId}"`);
    expect(report).toContain('"status":"error"');
  });

  //{{/if}}
  it('that can not be reached holds up neither an error nor the end', async () => {
    const unreachable = 'http://public@127.0.0.1:1/1';
    await loadSentry({ dsn: unreachable, release: undefined, tracesSampleRate: 0 }, 'production');
    await startMonitoring();
    const started = performance.now();
    reportError(new Error('lost'), { kind: 'request', name: 'GET /' });
    await stopMonitoring();
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

describe('what is sent', () => {
  it('has no passwords of URLs in the messages of errors', () => {
    const values = [{ type: 'Error', value: 'smtp://shop:hunter2@mail refused' }, { type: 'Odd' }];
    expect(withoutSecrets({ type: undefined, exception: { values } }).exception?.values).toEqual([
      { type: 'Error', value: 'smtp://shop:********@mail refused' },
      { type: 'Odd', value: '' },
    ]);
    expect(withoutSecrets({ type: undefined })).toEqual({ type: undefined });
  });

  it('has no secret-looking parameters in the paths of spans', () => {
    const span = {
      span_id: '1',
      trace_id: '2',
      name: 'GET /products',
      start_timestamp: 0,
      end_timestamp: 1,
      status: 'ok' as const,
      is_segment: true,
      attributes: { 'url.path': '/products?token=abc&page=2' },
    };
    expect(withStarredUrl(span).attributes?.['url.path']).toBe('/products?token=********&page=2');
    const plain = { ...span, attributes: {} };
    expect(withStarredUrl(plain)).toBe(plain);
  });
});

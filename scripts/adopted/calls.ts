import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../fixtures/contract/free-port.js';
import { boot, type Call, type Running, until } from './boot.js';
import type { Shape } from './shape.js';
import { openMailbox } from './smtp.js';

const alertWindowSeconds = 2;

/** Boots a compiled shape and looks at it from outside. Throws where a module doesn't do what it says. */
export async function callShape(folder: string, { host }: Shape): Promise<void> {
  const mailbox = await openMailbox();
  const metricsPort = await freePort();
  const prefix = host.globalPrefix === '' ? '' : `/${host.globalPrefix}`;
  const app = await boot(folder, prefix, {
    METRICS_PORT: String(metricsPort),
    METRICS_HOST: '127.0.0.1',
    ADMINS: 'ops@example.com',
    MAIL_URL: mailbox.url,
    ALERT_WINDOW_SECONDS: String(alertWindowSeconds),
    API_VERSIONS: 'v1,v2',
    API_RETIREMENTS: '{"v1":{"deprecated":"2027-01-01","sunset":"2028-01-01","successor":"v2"}}',
    API_MINIMUM_CLIENT: '2.0.0',
    SHUTDOWN_DELAY_MS: '600',
  });
  const { call } = app;
  try {
    await checkLogging(call, app.log, prefix);
    await checkHealth(call);
    await checkVersions(call, prefix);
    await checkErrors(call, mailbox.mails);
    await checkMetrics(metricsPort, prefix);
    await checkEnd(app);
  } catch (error) {
    throw new Error(`${(error as Error).message}\nIts log:\n${app.log().slice(-3_000)}`, { cause: error });
  } finally {
    app.kill();
    mailbox.close();
  }
}

async function checkLogging(call: Call, log: () => string, prefix: string): Promise<void> {
  const one = await call('/products/7', { headers: { 'x-request-id': 'abc-1' } });
  assert.deepEqual(one.body, { id: '7', version: 'v1' });
  assert.equal(one.headers.get('x-request-id'), 'abc-1');
  await until(
    () => log().includes('abc-1'),
    () => 'no line of the request',
  );
  const lines = log()
    .split('\n')
    .filter((line) => line.includes('abc-1'));
  assert.equal(lines.length, 1, `one line a request, not ${lines.join('\n')}`);
  assert.match(lines[0] ?? '', new RegExp(`"route":"${prefix}/products/:id"`));
  assert.match(lines[0] ?? '', /"status":200/);
  const posted = await call('/products', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': 'abc-2' },
    body: '{"name":"tea"}',
  });
  assert.deepEqual(
    posted.body,
    { body: { name: 'tea' }, requestId: 'abc-2' },
    'the context reaches the handler',
  );
}

async function checkHealth(call: Call): Promise<void> {
  assert.equal((await call('/health/live')).status, 200);
  const ready = await call('/health/ready');
  assert.equal(ready.status, 200, JSON.stringify(ready.body));
  assert.equal((ready.body as { status?: unknown }).status, 'ready');
}

async function checkVersions(call: Call, prefix: string): Promise<void> {
  const first = await call('/v1/products/7?x=1');
  assert.deepEqual(first.body, { id: '7', version: 'v1' });
  assert.equal(first.headers.get('deprecation'), '@1798761600');
  assert.equal(first.headers.get('sunset'), 'Sat, 01 Jan 2028 00:00:00 GMT');
  assert.equal(first.headers.get('link'), `<${prefix}/v2/products/7?x=1>; rel="successor-version"`);
  assert.deepEqual((await call('/v2/products')).body, { items: [], version: 'v2' });
  const posted = await call('/v2/products', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"name":"tea"}',
  });
  assert.equal(posted.status, 201, JSON.stringify(posted.body));
  const refused = await call('/v9/products');
  assert.equal(refused.status, 404);
  assert.match(JSON.stringify(refused.body), /The versions are: v1, v2/);
  assert.equal((await call('/products', { headers: { 'x-client-version': '1.9.9' } })).status, 426);
  assert.equal((await call('/products', { headers: { 'x-client-version': '2.0' } })).status, 200);
}

async function checkErrors(call: Call, mails: readonly string[]): Promise<void> {
  for (let count = 0; count < 3; count += 1) {
    const boom = await call('/boom?token=abcdef123');
    assert.equal(boom.status, 500);
    assert.deepEqual(boom.body, { own: 'boom password=hunter22' }, 'the own answer stays');
  }
  const teapot = await call('/teapot');
  assert.equal(teapot.status, 418);
  assert.deepEqual(teapot.body, { own: 'short and stout' });
  await until(
    () => mails.length >= 1,
    () => 'no mail',
  );
  await until(
    () => mails.length >= 2,
    () => 'no digest',
    alertWindowSeconds * 2_500,
  );
  await wait(300);
  assert.equal(mails.length, 2, mails.join('\n---\n'));
  assert.match(mails[0] ?? '', /Subject: \[shop\] ERROR GET .*\/boom: Error: boom/);
  assert.match(mails[0] ?? '', /Request id:/);
  assert.doesNotMatch(mails.join(''), /hunter22|abcdef123/, 'secrets are starred');
  assert.match(mails[1] ?? '', /Subject: \[shop\] 2 more of the same/);
}

async function checkMetrics(port: number, prefix: string): Promise<void> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const count = (route: string, status: number): RegExp =>
    new RegExp(
      `http_server_request_duration_seconds_count\\{method="GET",route="${prefix}${route}",status="${status}"\\} `,
    );
  assert.match(text, count('/products/:id', 200));
  assert.match(text, count('/boom', 500));
  assert.match(text, /revenue_total\{currency="EUR"\} 39\.8/);
  assert.match(text, /activity_distinct_users\{event="view"\} 1/);
  assert.match(text, /business_transaction_duration_seconds_count\{name="checkout",outcome="ok"\} 2/);
}

/** A stopping process finishes what is open, says that it drains, and exits with 0. */
async function checkEnd({ call, end }: Running): Promise<void> {
  const slow = call('/slow');
  await wait(100);
  const ended = end();
  await wait(200);
  const ready = await call('/health/ready');
  assert.equal(ready.status, 503);
  assert.equal((ready.body as { status?: unknown }).status, 'draining');
  assert.deepEqual((await slow).body, { slow: true });
  assert.equal(await ended, 0);
}

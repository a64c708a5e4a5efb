import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';
import { SMTPServer } from 'smtp-server';
import { freePort } from '../../fixtures/contract/free-port.js';
import type { Shape } from './shape.js';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

const alertWindowSeconds = 2;

/** Boots a compiled shape and looks at it from outside. Throws where a module doesn't do what it says. */
export async function callShape(folder: string, { host }: Shape): Promise<void> {
  const mails: string[] = [];
  const smtp = await startSmtp(mails);
  const [port, metricsPort] = [await freePort(), await freePort()];
  const app = execa('node', ['dist/main.js'], {
    cwd: folder,
    reject: false,
    all: true,
    env: {
      NODE_ENV: 'production',
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      METRICS_HOST: '127.0.0.1',
      ADMINS: 'ops@example.com',
      MAIL_URL: `smtp://127.0.0.1:${smtp.port}`,
      ALERT_WINDOW_SECONDS: String(alertWindowSeconds),
      API_VERSIONS: 'v1,v2',
      API_RETIREMENTS: '{"v1":{"deprecated":"2027-01-01","sunset":"2028-01-01","successor":"v2"}}',
      API_MINIMUM_CLIENT: '2.0.0',
      SHUTDOWN_DELAY_MS: '600',
    },
  });
  let log = '';
  app.all.on('data', (chunk: Buffer) => {
    log += String(chunk);
  });
  const prefix = host.globalPrefix === '' ? '' : `/${host.globalPrefix}`;
  const call = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const isHealth = path.startsWith('/health');
    const response = await fetch(`http://127.0.0.1:${port}${isHealth ? '' : prefix}${path}`, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parse(text) };
  };
  try {
    await until(
      () => log.includes('listening'),
      () => `it did not start:\n${log}`,
    );
    await checkLogging(call, () => log, prefix);
    await checkHealth(call);
    await checkVersions(call, prefix);
    await checkErrors(call, mails);
    await checkMetrics(metricsPort, prefix);
    await checkEnd(app, call);
  } catch (error) {
    throw new Error(`${(error as Error).message}\nIts log:\n${log.slice(-3_000)}`, { cause: error });
  } finally {
    app.kill('SIGKILL');
    smtp.close();
  }
}

type Call = (path: string, init?: RequestInit) => Promise<Answer>;

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

interface Running extends PromiseLike<{ readonly exitCode?: number | undefined }> {
  kill(signal: 'SIGTERM'): boolean;
}

/** A stopping process finishes what is open, says that it drains, and exits with 0. */
async function checkEnd(app: Running, call: Call): Promise<void> {
  const slow = call('/slow');
  await wait(100);
  app.kill('SIGTERM');
  await wait(200);
  const ready = await call('/health/ready');
  assert.equal(ready.status, 503);
  assert.equal((ready.body as { status?: unknown }).status, 'draining');
  assert.deepEqual((await slow).body, { slow: true });
  const { exitCode } = await Promise.race([app, wait(8_000, { exitCode: 'none, it did not end' })]);
  assert.equal(exitCode, 0);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function until(done: () => boolean, why: () => string, timeoutMs = 8_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!done()) {
    if (Date.now() > end) throw new Error(why());
    await wait(20);
  }
}

/** A mail server on loopback that keeps what it is sent. */
async function startSmtp(mails: string[]): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, callback) {
      let text = '';
      stream.on('data', (chunk: Buffer) => {
        text += String(chunk);
      });
      stream.on('end', () => {
        mails.push(text.replace(/=\r\n/g, ''));
        callback();
      });
    },
  });
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  return { port, close: () => server.close() };
}

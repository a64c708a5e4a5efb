import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { boot, until } from './boot.js';
import type { Shape } from './shape.js';

/** Boots a shape with Sentry and the versions of the Accept header, and looks at what arrives at a Sentry of our own. */
export async function callWithSentry(folder: string, { host }: Shape): Promise<void> {
  let received = '';
  const sentry = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      received += request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(sentry, 'listening');
  const { port } = sentry.address() as AddressInfo;
  const prefix = host.globalPrefix === '' ? '' : `/${host.globalPrefix}`;
  const app = await boot(folder, prefix, {
    SENTRY_DSN: `http://key@127.0.0.1:${port}/1`,
    API_VERSIONS: 'v2',
  });
  try {
    const boom = await app.call('/boom?token=abcdef123', { headers: { 'x-request-id': 'abc-3' } });
    assert.equal(boom.status, 500);
    assert.deepEqual(boom.body, { own: 'boom password=hunter22' });
    await until(
      () => received.includes('"type":"event"'),
      () => 'no error arrived at Sentry',
    );
    assert.match(received, /boom password=\*{8}/);
    assert.match(received, /"request_id":"abc-3"/);
    assert.match(received, new RegExp(`"transaction":"GET ${prefix}/boom"`));
    // The line of the source that threw comes along; what the client sent doesn't.
    assert.doesNotMatch(received, /abcdef123/, 'secrets are starred');
    await checkAcceptHeader(app.call);
  } catch (error) {
    throw new Error(`${(error as Error).message}\nIts log:\n${app.log().slice(-3_000)}`, { cause: error });
  } finally {
    app.kill();
    sentry.close();
    sentry.closeAllConnections();
  }
}

async function checkAcceptHeader(call: Awaited<ReturnType<typeof boot>>['call']): Promise<void> {
  const accepting = (accept: string) => call('/products', { headers: { accept } });
  const second = await accepting('application/json; version=v2');
  assert.deepEqual(second.body, { items: [], version: 'v2' });
  assert.match(second.headers.get('vary') ?? '', /Accept/i);
  assert.deepEqual((await accepting('application/json')).body, { items: [], version: 'v1' });
  assert.equal((await accepting('application/json; version=v9')).status, 406);
}

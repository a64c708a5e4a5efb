import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAppClient, type TestClient } from '../test/index.js';
import { trial, trialRoutes } from '../test/routes.js';
import { onError, settleReports } from './platform/errors/report.js';
import { logger, logStream } from './platform/logging/logger.js';

vi.hoisted(() => {
  process.env.CORS_ORIGINS = 'https://app.example.com';
  process.env.BODY_LIMIT_BYTES = '1000';
  process.env.TRUST_PROXY = '1';
});

let client: TestClient;

beforeAll(async () => {
  client = await createAppClient(trialRoutes);
});

afterAll(() => client.close());

describe('every answer', () => {
  it('names the request', async () => {
    const given = await client.get(`${trial}/1`, { headers: { 'x-request-id': 'abc' } });
    expect(given.headers['x-request-id']).toBe('abc');
    const made = await client.get(`${trial}/1`);
    expect(made.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  });

  it('carries security headers', async () => {
    for (const path of [`${trial}/1`, '/nowhere', `${trial}/boom`]) {
      const { headers } = await client.get(path);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });

  it('is logged in one line, by the template of its route', async () => {
    vi.spyOn(logger, 'isLevelEnabled').mockReturnValue(true);
    const write = vi.spyOn(logStream, 'write').mockReturnValue(true);
    await client.get(`${trial}/1`, { headers: { 'x-request-id': 'ok' } });
    await client.get(`${trial}/too-long`, { headers: { 'x-request-id': 'refused' } });
    await vi.waitFor(() => expect(write).toHaveBeenCalledTimes(2));
    const lines = write.mock.calls.map(([line]) => JSON.parse(String(line)));
    const line = { method: 'GET', route: `${trial}/:id`, durationMs: expect.any(Number) };
    expect(lines).toMatchObject([
      { ...line, level: 'info', requestId: 'ok', status: 200 },
      { ...line, level: 'warn', requestId: 'refused', status: 400 },
    ]);
  });

  it('links to what the client sees behind a proxy', async () => {
    const headers = { host: 'api.example.com', 'x-forwarded-proto': 'https' };
    const response = await client.get(`${trial}/1?a=b`, { headers });
    expect(response.json()).toEqual({ id: '1', url: `https://api.example.com${trial}/1?a=b` });
  });
});

describe('a body', () => {
  it('is parsed, and the request is still known afterwards', async () => {
    const headers = { 'x-request-id': 'abc' };
    const response = await client.post(trial, { a: 1 }, { headers });
    expect(response.status).toBe(201);
    expect(response.json()).toEqual({ body: { a: 1 }, requestId: 'abc' });
  });

  it.each([
    [400, 'application/json', '{"a":'],
    [413, 'application/json', JSON.stringify('x'.repeat(2_000))],
    [415, 'text/plain', 'hello'],
    [415, 'application/xml', '<a/>'],
  ])('is refused with %i when it is %s %s', async (status, type, body) => {
    const response = await client.post(trial, body, { headers: { 'content-type': type } });
    expect(response.status).toBe(status);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toMatchObject({ status, instance: trial });
  });
});

describe('problem details', () => {
  it('say which fields are wrong', async () => {
    const response = await client.get(`${trial}/too-long`);
    expect(response.json()).toMatchObject({ status: 400, errors: { id: [expect.any(String)] } });
  });

  it('answer an unknown path and one that is not well encoded', async () => {
    const response = await client.get('/nowhere?token=x', { headers: { 'x-request-id': 'abc' } });
    expect(response.status).toBe(404);
    expect(response.json()).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: 'There is nothing here.',
      instance: '/nowhere',
      requestId: 'abc',
    });
    const broken = await client.get(`${trial}/%zz`);
    expect(broken.status).toBe(400);
    expect(broken.headers['x-request-id']).toBe(broken.json<{ requestId: string }>().requestId);
  });

  it('say which methods a path knows', async () => {
    const response = await client.request('DELETE', `${trial}/1`);
    expect(response.status).toBe(405);
    expect(response.headers.allow).toBe('GET, HEAD');
    expect((await client.put(trial, {})).headers.allow).toBe('POST');
    expect((await client.put(`${trial}/`, {})).headers.allow).toBe('POST');
    expect((await client.patch(`${trial}/files/a/b`, {})).headers.allow).toBe('GET, HEAD');
    expect((await client.request('OPTIONS', `${trial}/1`)).headers.allow).toBe('GET, HEAD');
  });

  it('tell nothing of what nobody foresaw, while the report does', async () => {
    const told = vi.fn();
    const stop = onError(told);
    const headers = { 'x-request-id': 'abc' };
    const response = await client.get(`${trial}/boom`, { headers, query: { token: 'hunter2' } });
    await settleReports(1_000);
    stop();
    expect(response.status).toBe(500);
    expect(response.text).not.toContain('hunter2');
    expect(response.json()).toMatchObject({ status: 500, requestId: 'abc' });
    expect(told).toHaveBeenCalledExactlyOnceWith(expect.any(Error), {
      kind: 'request',
      name: `GET ${trial}/boom`,
      requestId: 'abc',
      method: 'GET',
      url: `${trial}/boom?token=********`,
    });
  });
});

describe('CORS', () => {
  const preflight = (origin: string) =>
    client.request('OPTIONS', trial, {
      headers: { origin, 'access-control-request-method': 'POST' },
    });

  it('lets pages of the allowed origins in', async () => {
    const origin = 'https://app.example.com';
    const allowed = await preflight(origin);
    expect(allowed.status).toBe(204);
    expect(allowed.headers['access-control-allow-origin']).toBe(origin);
    expect(allowed.headers['access-control-allow-methods']).toContain('PATCH');
    const response = await client.get(`${trial}/1`, { headers: { origin } });
    expect(response.headers['access-control-allow-origin']).toBe(origin);
    expect(response.headers.vary).toContain('Origin');
  });

  it('leaves all others out', async () => {
    const refused = await preflight('https://evil.example.com');
    expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
    const plain = await client.request('OPTIONS', trial, {
      headers: { origin: 'https://app.example.com' },
    });
    expect(plain.headers).not.toHaveProperty('access-control-allow-methods');
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.doUnmock('./checks.js');
  vi.doUnmock('../lifecycle.js');
  vi.resetModules();
});

async function ask(path: string, checks: Record<string, () => Promise<void>>, draining = false) {
  vi.resetModules();
  vi.stubEnv('HEALTH_TIMEOUT_MS', '50');
  vi.doMock('./checks.js', () => ({ readinessChecks: checks }));
  vi.doMock('../lifecycle.js', () => ({ isDraining: () => draining }));
  const { createAppClient } = await import('../../../test/index.js');
  const client = await createAppClient();
  const response = await client.get(path);
  await client.close();
  return response;
}

const works = async () => {};
const fails = () => Promise.reject(new Error('hunter2'));
const hangs = () => new Promise<void>(() => {});

describe('/health/live', () => {
  it('answers whatever else is wrong', async () => {
    const response = await ask('/health/live', { database: fails }, true);
    expect(response.status).toBe(200);
    expect(response.headers['cache-control']).toBe('no-store');
  });
});

describe('/health/ready', () => {
  it('answers 200 when all checks pass', async () => {
    const response = await ask('/health/ready', { database: works });
    expect(response.status).toBe(200);
    expect(response.json()).toMatchObject({
      status: 'ready',
      checks: { database: { status: 'ok', durationMs: expect.any(Number) } },
    });
  });

  it('answers 503 when a check fails or hangs, and keeps the reason to itself', async () => {
    const response = await ask('/health/ready', { database: fails, cache: hangs, queue: works });
    expect(response.status).toBe(503);
    expect(response.json()).toMatchObject({
      status: 'unavailable',
      checks: {
        database: { status: 'failed' },
        cache: { status: 'timeout' },
        queue: { status: 'ok' },
      },
    });
    expect(response.text).not.toContain('hunter2');
  });

  it('answers 503 while the process drains', async () => {
    const response = await ask('/health/ready', { database: works }, true);
    expect(response.status).toBe(503);
    expect(response.json()).toMatchObject({ status: 'draining' });
  });
});

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createAppClient, type TestClient } from '../../../test/client.js';
import { waitForJob } from '../../../test/jobs.js';
import { closeQueue, openQueue } from '../../../test/queue.js';
import { settings } from '../../settings/index.js';
import { boardPath, requireAdmin } from './board.js';
import { queueDeployProblems } from './deploy.js';
import { defineJob, enqueue, PermanentError, startWorker } from './index.js';

const password = vi.hoisted(() => {
  process.env.QUEUE_DASHBOARD_PASSWORD = 'correct horse battery';
  return 'correct horse battery';
});

const basic = (given: string) => ({
  authorization: `Basic ${Buffer.from(`anyone:${given}`).toString('base64')}`,
});
const job = defineJob({
  name: 'on-the-board',
  schema: z.object({}),
  handler: async () => {
    throw new PermanentError('broken');
  },
});

let client: TestClient;
beforeAll(async () => {
  await openQueue();
  client = await createAppClient();
});
afterAll(async () => {
  await client.close();
  await closeQueue();
});

describe('the dashboard', () => {
  it('asks for the password', async () => {
    for (const headers of [{}, basic('wrong'), { authorization: `Bearer ${password}` }]) {
      const answer = await client.get(boardPath, { headers });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toContain('Basic');
    }
    expect((await client.get(`${boardPath}/api/queues`)).status).toBe(401);
  });

  it('is a page whose scripts and styles come from here', async () => {
    const headers = basic(password);
    const page = await client.get(boardPath, { headers });
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    const [, base = ''] = /<base href="([^"]+)"/.exec(page.text) ?? [];
    const loaded = [...page.text.matchAll(/(?:src|href)="(static[^"]+)"/g)];
    expect(loaded.length).toBeGreaterThan(2);
    for (const [, url = ''] of loaded) {
      const { pathname } = new URL(url, new URL(base, 'http://localhost'));
      expect((await client.get(pathname, { headers })).status).toBe(200);
    }
  });

  it('shows jobs and runs dead ones again, but not for another site', async () => {
    await startWorker([job]);
    const { id } = await enqueue(job, {});
    await waitForJob(id, 'failed');
    const headers = basic(password);
    const shown = await client.get(`${boardPath}/api/queues/jobs/${id}`, { headers });
    expect(shown.text).toContain('broken');

    const retry = `${boardPath}/api/queues/jobs/${id}/retry`;
    const foreign = { ...headers, 'sec-fetch-site': 'cross-site' };
    expect((await client.put(retry, {}, { headers: foreign })).status).toBe(403);
    const own = { ...headers, 'sec-fetch-site': 'same-origin' };
    expect((await client.put(retry, {}, { headers: own })).status).toBeLessThan(300);
    await waitForJob(id, 'failed');
  });
});

describe('the password', () => {
  it('is not needed by anybody where there is no dashboard', async () => {
    vi.resetModules();
    vi.stubEnv('QUEUE_DASHBOARD_PASSWORD', '');
    const { hasBoard, requireAdmin: withoutBoard } = await import('./board.js');
    expect(hasBoard()).toBe(false);
    expect(() => withoutBoard('GET', () => undefined)).toThrow('There is nothing here.');
    expect(() => requireAdmin('GET', () => undefined)).toThrow('needs a password');
  });

  it('is a long one where it is deployed', () => {
    const problemsOf = (boardPassword: string | undefined) =>
      queueDeployProblems({ queue: { ...settings.queue, boardPassword } });
    expect(problemsOf('hunter2')).toHaveLength(1);
    expect(problemsOf(password)).toEqual([]);
    expect(problemsOf(undefined)).toEqual([]);
  });
});

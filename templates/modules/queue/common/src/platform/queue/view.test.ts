import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestClient, type TestClient } from '../../../test/index.js';
import { defineJob, enqueue } from './index.js';
import { jobView } from './view.js';

const job = defineJob({
  name: 'someday',
  schema: z.object({ secret: z.string() }),
  handler: async () => {},
});

let client: TestClient;
beforeAll(async () => {
  client = await createTestClient();
});
afterAll(() => client.close());

it('GET /jobs/:id tells the state of a job, and not its payload', async () => {
  const { id } = await enqueue(job, { secret: 'hush' }, { delayMs: 60_000 });
  const response = await client.get(`/jobs/${id}`);
  expect(response.status).toBe(200);
  expect(jobView.parse(response.json())).toMatchObject({ id, name: 'someday', state: 'delayed' });
  expect(response.text).not.toContain('hush');
});

it('GET /jobs/:id is 404 for a job that is not there', async () => {
  const response = await client.get('/jobs/nonsense');
  expect(response.status).toBe(404);
  expect(response.headers['content-type']).toContain('application/problem+json');
});

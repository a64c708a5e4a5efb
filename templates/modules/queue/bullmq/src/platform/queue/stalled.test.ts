import { Worker } from 'bullmq';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { waitForJob } from '../../../test/jobs.js';
import { closeQueue, openQueue } from '../../../test/queue.js';
import { settings } from '../../settings/index.js';
import { createRedis } from '../redis/client.js';
import { defineJob, enqueue, startWorker, stopWorker } from './index.js';

vi.hoisted(() => {
  process.env.QUEUE_STALLED_SECONDS = '1';
});

const handler = vi.fn(async () => {});
const job = defineJob({ name: 'stalled', schema: z.object({}), handler });

/** Takes a job and then falls silent, as a worker that was killed. */
async function takeAndDie(id: string): Promise<void> {
  const connection = createRedis({ maxRetriesPerRequest: null });
  const { prefix } = settings.queue;
  const options = { connection, prefix, lockDuration: 500, skipStalledCheck: true };
  const worker = new Worker('jobs', () => new Promise(() => {}), options);
  await waitForJob(id, 'active');
  await worker.close(true);
  connection.disconnect();
}

beforeAll(openQueue);
afterAll(closeQueue);
afterEach(async () => {
  await stopWorker();
  handler.mockReset();
});

describe('a job whose worker was killed', () => {
  it('is run by another one', async () => {
    const { id } = await enqueue(job, {});
    await takeAndDie(id);
    await startWorker([job]);
    expect(await waitForJob(id)).toMatchObject({ attempts: 2 });
    expect(handler).toHaveBeenCalledOnce();
  });
});

describe('a long job', () => {
  it('is not taken over while its worker lives', async () => {
    handler.mockImplementation(() => new Promise((resolve) => setTimeout(resolve, 2_500)));
    await startWorker([job]);
    const { id } = await enqueue(job, {});
    expect(await waitForJob(id)).toMatchObject({ attempts: 1 });
    expect(handler).toHaveBeenCalledOnce();
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { waitForJob } from '../../../test/jobs.js';
import { closeQueue, openQueue } from '../../../test/queue.js';
import { rawQuery } from '../../database/client.js';
import { onError } from '../errors/report.js';
import { defineJob, enqueue, jobState, startWorker, stopWorker } from './index.js';

vi.hoisted(() => {
  process.env.QUEUE_STALLED_SECONDS = '1';
});

const handler = vi.fn(async () => {});
const job = defineJob({ name: 'stalled', schema: z.object({}), handler });

/** What a worker that was killed leaves behind. */
async function leaveRunning(id: string, runs = 1): Promise<void> {
  await rawQuery(
    `update queue_jobs set state = 'active', attempts = ?, heard_at = ? where id = ?`,
    [runs, Date.now() - 3_000, id],
  );
}

beforeAll(openQueue);
afterAll(closeQueue);
afterEach(async () => {
  await stopWorker();
  handler.mockReset();
});

describe('a job whose worker was killed', () => {
  it('is run by a worker that starts', async () => {
    const { id } = await enqueue(job, {});
    await leaveRunning(id);
    await startWorker([job]);
    expect(await waitForJob(id)).toMatchObject({ attempts: 2 });
  });

  it('is run by a worker that is there', async () => {
    await startWorker([job]);
    const { id } = await enqueue(job, {});
    await waitForJob(id);
    await leaveRunning(id);
    await waitForJob(id);
    expect(handler).toHaveBeenCalledTimes(2);
  });

  it('is left alone when it took its worker down too often', async () => {
    const reported = vi.fn();
    const stop = onError(reported);
    const { id } = await enqueue(job, {});
    await leaveRunning(id, 10);
    await startWorker([job]);
    expect(await jobState(id)).toMatchObject({
      state: 'failed',
      error: 'The worker died or hung while it ran the job.',
    });
    await vi.waitFor(() => expect(reported).toHaveBeenCalledOnce());
    expect(handler).not.toHaveBeenCalled();
    stop();
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

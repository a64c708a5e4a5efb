import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { waitForJob } from '../../../test/jobs.js';
import { closeQueue, openQueue } from '../../../test/queue.js';
import { rawQuery } from '../../database/client.js';
import { logger } from '../logging/logger.js';
import { driver } from './driver.js';
import { defineJob, enqueue, jobState, startWorker, stopWorker } from './index.js';
import { forgetOldJobs } from './statements.js';

const dayMs = 86_400_000;
const job = defineJob({ name: 'upkeep', schema: z.object({}), handler: async () => {} });

beforeAll(openQueue);
afterAll(closeQueue);
afterEach(stopWorker);

it('forgets jobs some time after they ended, and no others', async () => {
  const waiting = await enqueue(job, {}, { delayMs: 60_000 });
  const done = await enqueue(job, {});
  await startWorker([job]);
  await waitForJob(done.id);
  await forgetOldJobs(Date.now() + 6 * dayMs);
  expect(await jobState(done.id)).not.toBeNull();
  await forgetOldJobs(Date.now() + 8 * dayMs);
  expect(await jobState(done.id)).toBeNull();
  expect(await jobState(waiting.id)).not.toBeNull();
});

it('goes on when the database was away, and says what is missing at the start', async () => {
  const { id } = await enqueue(job, {});
  await rawQuery('alter table queue_jobs rename to away');
  const error = vi.spyOn(logger, 'error').mockReturnValue(undefined);
  await expect(driver.connect()).rejects.toThrow('run the migrations first');
  await expect(startWorker([job])).rejects.toThrow();
  await rawQuery('alter table away rename to queue_jobs');
  await startWorker([job]);
  await waitForJob(id);
  await rawQuery('alter table queue_jobs rename to away');
  await vi.waitFor(() => expect(error).toHaveBeenCalled(), 5_000);
  await rawQuery('alter table away rename to queue_jobs');
  const next = await enqueue(job, {});
  await waitForJob(next.id);
});

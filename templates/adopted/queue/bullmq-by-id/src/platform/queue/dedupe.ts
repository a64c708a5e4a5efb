import { createHash } from 'node:crypto';
import type { JobsOptions, Queue } from 'bullmq';
import type { StoredData } from './types.js';

/**
 * Adds a job unless one with its key waits or runs, and gives the id of the one that will run. The id follows from
 * the key, since not every BullMQ of this major version can tell duplicates by anything else.
 */
export async function addOnce(
  queue: Queue<StoredData>,
  data: StoredData,
  options: JobsOptions,
  key: string,
): Promise<string> {
  const id = createHash('sha256').update(key).digest('hex');
  const earlier = await queue.getJob(id);
  if (earlier !== undefined && ((await earlier.isCompleted()) || (await earlier.isFailed()))) {
    // A job that another process has added since then is left alone when it runs already.
    await earlier.remove().catch(() => undefined);
  }
  const job = await queue.add(data.name, data, { ...options, jobId: id });
  return job.id ?? id;
}

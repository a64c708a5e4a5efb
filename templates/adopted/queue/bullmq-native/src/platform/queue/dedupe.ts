import type { JobsOptions, Queue } from 'bullmq';
import type { StoredData } from './types.js';

/** Adds a job unless one with its key waits or runs, and gives the id of the one that will run. */
export async function addOnce(
  queue: Queue<StoredData>,
  data: StoredData,
  options: JobsOptions,
  key: string,
): Promise<string> {
  const job = await queue.add(data.name, data, { ...options, deduplication: { id: key } });
  return job.id ?? '';
}

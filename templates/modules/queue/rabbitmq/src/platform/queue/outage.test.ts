import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type Detour, openDetour } from '../../../test/detour.js';
import { waitForJob } from '../../../test/jobs.js';
import { closeQueue, openQueue } from '../../../test/queue.js';
import { settings } from '../../settings/index.js';
import { logger } from '../logging/logger.js';
import { defineJob, enqueue, jobState, pingQueue, startWorker, stopWorker } from './index.js';

const handler = vi.fn(async () => {});
const job = defineJob({ name: 'during-an-outage', schema: z.object({}), handler });
let detour: Detour;

/** The modules read the address when they are called, so it can still be changed here. */
vi.mock('../../settings/index.js', async (original) => {
  const { settings } = await original<typeof import('../../settings/index.js')>();
  return { settings: { ...settings, queue: { ...settings.queue } } };
});

beforeAll(async () => {
  detour = await openDetour(settings.queue.url);
  Object.assign(settings.queue, { url: detour.url });
  await openQueue();
});
afterAll(async () => {
  await closeQueue();
  await detour.cut();
});
afterEach(async () => {
  await stopWorker();
  handler.mockReset();
});

describe('a broker that restarts', () => {
  it('is said to be away, and back, once', async () => {
    const error = vi.spyOn(logger, 'error').mockReturnValue();
    const info = vi.spyOn(logger, 'info').mockReturnValue();
    await pingQueue();
    await detour.cut();
    await vi.waitFor(() => expect(pingQueue()).rejects.toThrow('RabbitMQ is away.'));
    await wait(500);
    expect(error).toHaveBeenCalledOnce();
    await detour.open();
    await vi.waitFor(pingQueue, 10_000);
    expect(info).toHaveBeenCalledExactlyOnceWith('RabbitMQ is back');
  });

  it('gets the jobs that were enqueued meanwhile', async () => {
    vi.spyOn(logger, 'error').mockReturnValue();
    await startWorker([job]);
    await detour.cut();
    const { id } = await enqueue(job, {});
    expect(await jobState(id)).toMatchObject({ state: 'waiting' });
    await detour.open();
    await waitForJob(id);
    expect(handler).toHaveBeenCalledOnce();
  });

  it('does not make a running job run twice', async () => {
    vi.spyOn(logger, 'error').mockReturnValue();
    handler.mockImplementation(() => wait(1_500));
    await startWorker([job]);
    const { id } = await enqueue(job, {});
    await waitForJob(id, 'active');
    await detour.cut();
    await detour.open();
    expect(await waitForJob(id)).toMatchObject({ attempts: 1 });
    await vi.waitFor(pingQueue, 10_000);
    expect(handler).toHaveBeenCalledOnce();
  });
});

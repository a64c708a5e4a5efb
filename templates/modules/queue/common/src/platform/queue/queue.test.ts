import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { jobOutbox, waitForJob } from '../../../test/jobs.js';
import { closeQueue, openQueue } from '../../../test/queue.js';
import { transaction } from '../../database/transaction.js';
import { onError } from '../errors/report.js';
import { currentContext, runInContext } from '../logging/context.js';
import { driver } from './driver.js';
import {
  type AnyJob,
  defineJob,
  enqueue,
  type JobContext,
  jobState,
  listJobs,
  PermanentError,
  pingQueue,
  retryJob,
  startWorker,
  stopWorker,
} from './index.js';

const quick = { limit: 2, baseMs: 40, maxMs: 100 };
const reported = vi.fn();
let names = 0;

/** A job with a name of its own, so that tests don't see each other's. */
function defineTestJob(
  run: (text: string, context: JobContext) => unknown,
  { retry = quick, timeoutMs = 5_000 } = {},
) {
  names += 1;
  return defineJob({
    name: `test-${names}`,
    schema: z.object({ text: z.string().max(10) }),
    retry,
    timeoutMs,
    handler: async ({ text }, context) => {
      await run(text, context);
    },
  });
}

async function runWorker(...jobs: AnyJob[]): Promise<void> {
  await startWorker(jobs);
}

beforeAll(openQueue);
afterAll(closeQueue);
beforeEach(() => onError(reported));
afterEach(async () => {
  await stopWorker();
  reported.mockClear();
});

describe('a job', () => {
  it('runs with the payload and the request id of who enqueued it', async () => {
    const seen: unknown[] = [];
    const job = defineTestJob((text) => seen.push(text, currentContext()?.requestId));
    const { id } = await runInContext({ requestId: 'request-1' }, () =>
      enqueue(job, { text: 'hi' }),
    );
    expect(await jobState(id)).toMatchObject({ name: job.name, state: 'waiting', attempts: 0 });
    await runWorker(job);
    const state = await waitForJob(id);
    expect(seen).toEqual(['hi', 'request-1']);
    expect(state).toMatchObject({ attempts: 1, error: null });
    expect(state.finishedAt).toBeInstanceOf(Date);
  });

  it('is refused when its payload does not fit, before the queue and before the handler', async () => {
    const handler = vi.fn();
    const job = defineTestJob(handler);
    await expect(enqueue(job, { text: 'far too long a text' })).rejects.toThrow('is invalid');
    const id = crypto.randomUUID();
    const data = { name: job.name, payload: { text: 1 }, requestId: null };
    await driver.add({ id, data, priority: 0, startAt: null, dedupe: null });
    await runWorker(job);
    await waitForJob(id, 'failed');
    expect(handler).not.toHaveBeenCalled();
  });

  it('waits for its time', async () => {
    let ranAt = 0;
    const job = defineTestJob(() => {
      ranAt = Date.now();
    });
    await runWorker(job);
    const later = await enqueue(job, { text: 'later' }, { at: new Date(Date.now() + 60_000) });
    const enqueuedAt = Date.now();
    const soon = await enqueue(job, { text: 'soon' }, { delayMs: 300 });
    await waitForJob(soon.id);
    expect(ranAt - enqueuedAt).toBeGreaterThan(250);
    expect(await jobState(later.id)).toMatchObject({ state: 'delayed', attempts: 0 });
  });

  it('runs before those of lower priority', async () => {
    const order: string[] = [];
    const job = defineTestJob((text) => order.push(text));
    const low = await enqueue(job, { text: 'low' }, { priority: -5 });
    await enqueue(job, { text: 'normal' });
    await enqueue(job, { text: 'high' }, { priority: 5 });
    await runWorker(job);
    await waitForJob(low.id);
    expect(order).toEqual(['high', 'normal', 'low']);
    await expect(enqueue(job, { text: 'x' }, { priority: 0.5 })).rejects.toThrow(RangeError);
  });

  it('is not added twice under one key while it waits or runs', async () => {
    const job = defineTestJob(() => {});
    const first = await enqueue(job, { text: 'a' }, { dedupe: 'key' });
    const second = await enqueue(job, { text: 'b' }, { dedupe: 'key' });
    const other = await enqueue(job, { text: 'c' }, { dedupe: 'other' });
    expect(second.id).toBe(first.id);
    expect(other.id).not.toBe(first.id);
    await runWorker(job);
    await waitForJob(first.id);
    const third = await enqueue(job, { text: 'd' }, { dedupe: 'key' });
    expect(third.id).not.toBe(first.id);
    await waitForJob(third.id);
  });

  it('needs a name of its own', async () => {
    const job = defineTestJob(() => {});
    await expect(runWorker(job, job)).rejects.toThrow('Two jobs are named');
  });
});

describe('a transaction', () => {
  it('brings its jobs into being with the commit', async () => {
    const job = defineTestJob(() => {});
    await runWorker(job);
    const { id } = await transaction(async () => {
      const enqueued = await enqueue(job, { text: 'a' });
      await wait(100);
      return enqueued;
    });
    await waitForJob(id);
  });

  it('takes them along when it rolls back', async () => {
    const handler = vi.fn();
    const job = defineTestJob(handler);
    await runWorker(job);
    let id = '';
    const failing = transaction(async () => {
      ({ id } = await enqueue(job, { text: 'a' }));
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await wait(300);
    expect(await jobState(id)).toBeNull();
    expect(await jobOutbox(job.name)).toEqual([]);
    expect(handler).not.toHaveBeenCalled();
  });

  it('gives an id that leads to the job which was there already', async () => {
    const job = defineTestJob(() => {});
    const first = await enqueue(job, { text: 'a' }, { dedupe: 'key' });
    const second = await transaction(() => enqueue(job, { text: 'b' }, { dedupe: 'key' }));
    expect(await jobState(second.id)).toMatchObject({ id: first.id });
    expect(await jobOutbox(job.name)).toHaveLength(1);
    await runWorker(job);
    await waitForJob(first.id);
  });
});

describe('a job that fails', () => {
  it('is tried again with a pause', async () => {
    const attempts: number[] = [];
    const job = defineTestJob((_text, { attempt }) => {
      attempts.push(attempt);
      if (attempt < 3) throw new Error('not yet');
    });
    await runWorker(job);
    const { id } = await enqueue(job, { text: 'a' });
    expect(await waitForJob(id)).toMatchObject({ attempts: 3 });
    expect(attempts).toEqual([1, 2, 3]);
    expect(reported).not.toHaveBeenCalled();
  });

  it('ends dead after its last attempt, is reported once, and can be revived', async () => {
    let broken = true;
    const job = defineTestJob(() => {
      if (broken) throw new Error('broken');
    });
    await runWorker(job);
    const { id } = await runInContext({ requestId: 'request-2' }, () =>
      enqueue(job, { text: 'a' }),
    );
    expect(await waitForJob(id, 'failed')).toMatchObject({ attempts: 3, error: 'broken' });
    await vi.waitFor(() => expect(reported).toHaveBeenCalledOnce());
    expect(reported).toHaveBeenCalledWith(expect.objectContaining({ message: 'broken' }), {
      kind: 'job',
      name: job.name,
      jobId: id,
      attempt: 3,
      requestId: 'request-2',
    });
    expect(await listJobs('failed')).toContainEqual(expect.objectContaining({ id }));

    broken = false;
    expect(await retryJob(id)).toBe(true);
    await waitForJob(id);
    expect(await retryJob(id)).toBe(false);
    expect(await retryJob(crypto.randomUUID())).toBe(false);
  });

  it('ends dead at once when another attempt cannot help', async () => {
    const job = defineTestJob(() => {
      throw new PermanentError('never');
    });
    await runWorker(job);
    const { id } = await enqueue(job, { text: 'a' });
    expect(await waitForJob(id, 'failed')).toMatchObject({ attempts: 1, error: 'never' });
  });

  it('waits for a worker that knows it', async () => {
    const unknown = defineTestJob(() => {});
    await runWorker();
    const { id } = await enqueue(unknown, { text: 'a' });
    const { error } = await waitForJob(id, 'delayed');
    expect(error).toBe(`No job is named ${unknown.name}.`);
  });

  it('may throw anything', async () => {
    const job = defineTestJob(() => Promise.reject('a string'), { retry: { ...quick, limit: 0 } });
    await runWorker(job);
    const { id } = await enqueue(job, { text: 'a' });
    expect(await waitForJob(id, 'failed')).toMatchObject({ error: 'a string' });
  });

  it('is aborted and fails when it takes too long', async () => {
    const aborted = vi.fn();
    const run = (_text: string, { signal }: JobContext) => {
      signal.addEventListener('abort', aborted);
      return wait(60_000, undefined, { ref: false });
    };
    const job = defineTestJob(run, { retry: { ...quick, limit: 0 }, timeoutMs: 50 });
    await runWorker(job);
    const { id } = await enqueue(job, { text: 'a' });
    expect(await waitForJob(id, 'failed')).toMatchObject({
      error: `${job.name} took longer than 50 ms.`,
    });
    expect(aborted).toHaveBeenCalledOnce();
  });
});

describe('a worker', () => {
  it('lets running jobs finish when it stops', async () => {
    const stopped = vi.fn();
    let finish = (): void => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const job = defineTestJob(() => finished);
    await runWorker(job);
    const { id } = await enqueue(job, { text: 'a' });
    await waitForJob(id, 'active');
    const stopping = stopWorker().then(stopped);
    await wait(100);
    expect(stopped).not.toHaveBeenCalled();
    finish();
    await stopping;
    expect(await jobState(id)).toMatchObject({ state: 'completed' });
  });

  it('gives a job back that does not finish in time, and another one runs it', async () => {
    const attempts: number[] = [];
    const job = defineTestJob((_text, { attempt }) => {
      attempts.push(attempt);
      return attempts.length === 1 ? wait(60_000, undefined, { ref: false }) : undefined;
    });
    await runWorker(job);
    const { id } = await enqueue(job, { text: 'a' });
    await waitForJob(id, 'active');
    await driver.stopWorker(50);
    await stopWorker();
    await runWorker(job);
    await waitForJob(id);
    expect(attempts).toEqual([1, 1]);
    expect(reported).not.toHaveBeenCalled();
  });

  it('runs once a tick what is scheduled', async () => {
    const handler = vi.fn(async () => {});
    const job = defineJob({
      name: 'every-second',
      schema: z.object({}),
      schedule: { cron: '* * * * * *', timeZone: 'UTC', payload: {} },
      handler,
    });
    await runWorker(job);
    await runWorker(job);
    await vi.waitFor(() => expect(handler.mock.calls.length).toBeGreaterThan(2), 5_000);
    const ticks = await jobOutbox('every-second');
    const started = new Set(ticks.map(({ createdAt }) => Math.floor(createdAt.getTime() / 1_000)));
    expect(started.size).toBeGreaterThanOrEqual(ticks.length - 1);
  });
});

describe('the queue', () => {
  it('answers a ping, and not when it is closed', async () => {
    await pingQueue();
    await closeQueue();
    await expect(pingQueue()).rejects.toThrow();
    await openQueue();
    await openQueue();
    await pingQueue();
  });

  it('knows nothing of ids that it never gave', async () => {
    expect(await jobState('nonsense')).toBeNull();
    expect(await jobState(crypto.randomUUID())).toBeNull();
  });
});

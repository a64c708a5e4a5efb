import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { waitForJob } from '../../../test/jobs.js';
import { closeQueue, openQueue } from '../../../test/queue.js';
import { rawQuery } from '../../database/client.js';
import { logger } from '../logging/logger.js';
import { countWaiting, jobIdOf, levelOf, queueName } from './broker.js';
import { type BrokerConnection, openConnection } from './connection.js';
import { driver } from './driver.js';
import { defineJob, enqueue, jobState, startWorker, stopWorker } from './index.js';
import { keepUp } from './relay.js';

const handler = vi.fn(async () => {});
const job = defineJob({ name: 'sent', schema: z.object({}), handler });
let broker: BrokerConnection;

beforeAll(async () => {
  await openQueue();
  broker = await openConnection(async () => {});
});
afterAll(async () => {
  await broker.close();
  await closeQueue();
});
afterEach(async () => {
  await stopWorker();
  await broker.channel().purgeQueue(queueName);
  handler.mockReset();
});

describe('the levels of the queue', () => {
  it('keep the order of priorities', () => {
    expect([-100, -5, 0, 5, 100].map(levelOf)).toEqual([0, 3, 5, 7, 10]);
  });
});

describe('a message', () => {
  it('names a job, or is none of ours', () => {
    expect(jobIdOf({ content: Buffer.from('{"id":"a"}') })).toBe('a');
    expect(jobIdOf({ content: Buffer.from('{"id":1}') })).toBeNull();
    expect(jobIdOf({ content: Buffer.from('hello') })).toBeNull();
  });

  it('that is none of ours goes to the dead letters', async () => {
    vi.spyOn(logger, 'error').mockReturnValue();
    const deadLetters = queueName.replace(/jobs$/, 'dead');
    const { messageCount } = await broker.channel().checkQueue(deadLetters);
    await startWorker([job]);
    broker.channel().sendToQueue(queueName, Buffer.from('hello'));
    await vi.waitFor(async () => {
      const dead = await broker.channel().checkQueue(deadLetters);
      expect(dead.messageCount).toBe(messageCount + 1);
    }, 5_000);
  });

  it('that comes twice runs its job once', async () => {
    const { id } = await enqueue(job, {});
    await startWorker([job]);
    await waitForJob(id);
    broker.channel().sendToQueue(queueName, Buffer.from(JSON.stringify({ id })));
    const { id: last } = await enqueue(job, {}, { priority: -100 });
    await waitForJob(last);
    expect(handler).toHaveBeenCalledTimes(2);
    expect(await jobState(id)).toMatchObject({ attempts: 1 });
  });

  it('that the broker lost is sent again', async () => {
    const { id } = await enqueue(job, {});
    await broker.channel().purgeQueue(queueName);
    await rawQuery(`update queue.jobs set sent_at = now() - interval '2 minutes' where id = $1`, [
      id,
    ]);
    await keepUp(broker);
    await startWorker([job]);
    await waitForJob(id);
  });
});

describe('a worker', () => {
  it('makes the queue again when somebody deleted it', async () => {
    vi.spyOn(logger, 'error').mockReturnValue();
    await startWorker([job]);
    await broker.channel().deleteQueue(queueName);
    await vi.waitFor(() => countWaiting(broker.channel()), 10_000);
    const { id } = await enqueue(job, {});
    await waitForJob(id);
  });

  it('gives a message back while the database cannot be asked about its job', async () => {
    const error = vi.spyOn(logger, 'error').mockReturnValue();
    await startWorker([job]);
    const { id } = await enqueue(job, {}, { delayMs: 60_000 });
    await rawQuery('alter table queue.jobs rename to hidden');
    broker.channel().sendToQueue(queueName, Buffer.from(JSON.stringify({ id })));
    await vi.waitFor(() =>
      expect(error).toHaveBeenCalledWith(expect.anything(), 'A job could not be begun'),
    );
    await rawQuery('alter table queue.hidden rename to jobs');
    await rawQuery('update queue.jobs set start_at = now() where id = $1', [id]);
    await waitForJob(id);
  });
});

describe('the start', () => {
  it('needs the table', async () => {
    await driver.disconnect();
    await rawQuery('alter table queue.jobs rename to hidden');
    await expect(driver.connect()).rejects.toThrow('run the migrations first');
    await rawQuery('alter table queue.hidden rename to jobs');
    await driver.connect();
  });
});

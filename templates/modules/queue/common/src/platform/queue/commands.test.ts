import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { waitForJob } from '../../../test/jobs.js';
import { closeQueue, openQueue } from '../../../test/queue.js';
import { runCommand } from './commands.js';
import { defineJob, enqueue, PermanentError, startWorker } from './index.js';

let broken = true;
const job = defineJob({
  name: 'fragile',
  schema: z.object({}),
  handler: async () => {
    if (broken) throw new PermanentError('out of order');
  },
});

beforeAll(openQueue);
afterAll(closeQueue);

describe('npm run jobs', () => {
  it('lists jobs, and those that ended dead', async () => {
    expect(await runCommand(['list'])).toBe('No jobs.');
    const { id } = await enqueue(job, {}, { delayMs: 60_000 });
    const line = await runCommand(['list', 'delayed']);
    expect(line).toMatch(new RegExp(`^${id}  delayed    0x  \\S+  fragile$`));
    expect(await runCommand(['list'])).toBe(line);
    expect(await runCommand(['failed'])).toBe('No jobs.');
  });

  it('runs dead jobs again, one or all', async () => {
    await startWorker([job]);
    const ids = await Promise.all([1, 2, 3].map(async () => (await enqueue(job, {})).id));
    for (const id of ids) await waitForJob(id, 'failed');
    expect(await runCommand(['failed'])).toContain('fragile  out of order');

    broken = false;
    const [first = ''] = ids;
    expect(await runCommand(['retry', first])).toBe(`${first} runs again.`);
    expect(await runCommand(['retry-all'])).toBe('2 jobs run again.');
    for (const id of ids) await waitForJob(id);
  });

  it('explains itself when a command is wrong', async () => {
    for (const words of [[], ['drop'], ['list', 'lost'], ['retry']]) {
      await expect(runCommand(words)).rejects.toThrow('Commands:');
    }
    await expect(runCommand(['retry', 'nonsense'])).rejects.toThrow('No failed job has the id');
  });
});

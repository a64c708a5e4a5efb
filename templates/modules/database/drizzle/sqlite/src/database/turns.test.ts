import { expect, test, vi } from 'vitest';
import { createTurns, whileBusy } from './turns.js';

const busy = () => Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });

test('work runs in turns, also after some that failed', async () => {
  const inTurn = createTurns();
  const steps: string[] = [];
  const slow = inTurn(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    steps.push('slow');
    throw new Error('no');
  });
  const quick = inTurn(async () => steps.push('quick'));
  await expect(slow).rejects.toThrow('no');
  await quick;
  expect(steps).toEqual(['slow', 'quick']);
});

test('a busy database is asked again until it answers', async () => {
  const recover = vi.fn(async () => {});
  const work = vi
    .fn(async () => 'done')
    .mockRejectedValueOnce(busy())
    .mockRejectedValueOnce(new Error('query failed', { cause: busy() }));
  expect(await whileBusy(work, { limitMs: 1_000, recover })).toBe('done');
  expect(recover).toHaveBeenCalledTimes(2);
});

test.each([
  ['lasts too long', busy()],
  ['is another error', new Error('no')],
  ['is no error', 'no'],
])('what %s is thrown', async (_what, error) => {
  const options = { limitMs: 30, recover: async () => {} };
  await expect(whileBusy(() => Promise.reject(error), options)).rejects.toBe(error);
});

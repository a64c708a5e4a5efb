import { RequestError } from '@hono/node-server';
import { expect, it, vi } from 'vitest';
import { lastResort } from './last-resort.js';
import { onError, settleReports } from './report.js';

async function answerTo(thrown: unknown) {
  const told = vi.fn();
  const stop = onError(told);
  const response = lastResort(thrown);
  await settleReports(1_000);
  stop();
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return { status: response.status, text: await response.text(), told };
}

it('says what is wrong with a request that is none', async () => {
  const { status, text, told } = await answerTo(new RequestError('Invalid host header'));
  expect(status).toBe(400);
  expect(text).toContain('Invalid host header.');
  expect(told).not.toHaveBeenCalled();
});

it('reports what was thrown, and tells the client nothing of it', async () => {
  const { status, text, told } = await answerTo('hunter2');
  expect(status).toBe(500);
  expect(text).not.toContain('hunter2');
  expect(told).toHaveBeenCalledExactlyOnceWith('hunter2', { kind: 'request', name: 'unknown' });
});

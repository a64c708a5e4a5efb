import { describe, expect, it } from 'vitest';
import { errorLabels, sentError } from './sent-error.js';

describe('an error that is sent', () => {
  it('is itself when it holds no secret', () => {
    const error = new TypeError('plain');
    expect(sentError(error)).toBe(error);
    const bare = new Error('bare');
    delete bare.stack;
    expect(sentError(bare)).toBe(bare);
  });

  it('has no passwords of URLs, neither in its message nor in its stack', () => {
    const sent = sentError(new TypeError('smtp://shop:hunter2@mail refused'));
    expect(sent.name).toBe('TypeError');
    expect(sent.message).toBe('smtp://shop:********@mail refused');
    expect(sent.stack).toContain('sent-error.test');
    expect(sent.stack).not.toContain('hunter2');
  });

  it('is made of whatever else was thrown', () => {
    expect(sentError('redis://:hunter2@cache').message).toBe('redis://:********@cache');
  });
});

it('the labels of an error say where it happened, as far as that is known', () => {
  const where = { requestId: 'r1', userId: 'anna', url: '/products', jobId: '7', attempt: 2 };
  expect(errorLabels({ kind: 'job', name: 'report', ...where })).toEqual({
    kind: 'job',
    name: 'report',
    request_id: 'r1',
    user_id: 'anna',
    url: '/products',
    job_id: '7',
    attempt: 2,
  });
  expect(errorLabels({ kind: 'process', name: 'process' })).toEqual({
    kind: 'process',
    name: 'process',
  });
});

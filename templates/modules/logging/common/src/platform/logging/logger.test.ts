import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { runInContext } from './context.js';
import { createLogger, flushLogs, streamFor } from './logger.js';
import { requestIdOf } from './request-id.js';

function recorder() {
  const lines: Record<string, unknown>[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  return { lines, logger: createLogger('debug', stream) };
}

describe('the log', () => {
  it('carries the context of the request', () => {
    const { lines, logger } = recorder();
    runInContext({ requestId: 'r1', userId: 'u1' }, () => logger.info('inside'));
    logger.info('outside');
    expect(lines[0]).toMatchObject({ level: 'info', requestId: 'r1', userId: 'u1', msg: 'inside' });
    expect(lines[1]).not.toHaveProperty('requestId');
  });

  it('shows no secrets, not even those of errors', () => {
    const { lines, logger } = recorder();
    const err = Object.assign(new Error('refused'), { config: { authorization: 'hunter2' } });
    logger.error({ err, password: 'hunter2', detail: { apiKey: 'hunter2' } }, 'failed');
    expect(JSON.stringify(lines)).not.toContain('hunter2');
    expect(lines[0]).toMatchObject({ err: { message: 'refused' }, password: '********' });
  });

  it('has a form for people where pino-pretty is installed, and JSON elsewhere', async () => {
    const json = await streamFor(false);
    const absent = () => Promise.reject(new Error('not installed'));
    expect(await streamFor(true, absent)).toBe(json);
    expect(await streamFor(true)).not.toBe(json);
    expect(() => flushLogs()).not.toThrow();
  });
});

describe('the request id', () => {
  it('is the caller’s when it is well formed', () => {
    expect(requestIdOf('abc-123')).toBe('abc-123');
  });

  it.each([undefined, '', 'a b', 'x'.repeat(200), ['a', 'b']])(
    'is a new one instead of %j',
    (header) => {
      expect(requestIdOf(header)).toMatch(/^[\da-f-]{36}$/);
    },
  );
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { logger, logStream } from './logger.js';
import { logRequest } from './request-line.js';

const request = { method: 'GET', route: '/products/:id', status: 200, durationMs: 1.23456 };

/** What `logRequest` writes, as text. */
function written(...given: Parameters<typeof logRequest>): string[] {
  const write = vi.spyOn(logStream, 'write').mockReturnValue(true);
  logRequest(...given);
  const texts = write.mock.calls.map(([text]) => String(text));
  write.mockRestore();
  return texts;
}

beforeEach(() => {
  vi.spyOn(logger, 'isLevelEnabled').mockReturnValue(true);
});

describe('the line of a request', () => {
  it('says who asked for what, and how it ended', () => {
    const [line = ''] = written({ requestId: 'r1', userId: 'u1', version: 'v2' }, request);
    expect(line.endsWith('}\n')).toBe(true);
    expect(JSON.parse(line)).toEqual({
      level: 'info',
      time: expect.any(Number),
      requestId: 'r1',
      ...request,
      durationMs: 1.235,
      userId: 'u1',
      version: 'v2',
      msg: 'request',
    });
  });

  it('leaves out what is not known', () => {
    const [line = ''] = written({ requestId: 'r1' }, request);
    expect(Object.keys(JSON.parse(line))).not.toContain('userId');
    expect(Object.keys(JSON.parse(line))).not.toContain('version');
  });

  it('stays one line of JSON whatever stands in it', () => {
    const odd = '"\\\n{}';
    const [line = ''] = written(
      { requestId: 'r1', userId: odd, version: odd },
      { ...request, route: odd },
    );
    expect(line.trimEnd()).not.toContain('\n');
    expect(JSON.parse(line)).toMatchObject({ userId: odd, version: odd, route: odd });
  });

  it.each([
    [200, 'info'],
    [404, 'warn'],
    [500, 'error'],
  ])('of one that ended with %i has the level %s', (status, level) => {
    const [line = ''] = written({ requestId: 'r1' }, { ...request, status });
    expect(JSON.parse(line)).toMatchObject({ status, level });
  });

  it('is not written when its level is not', () => {
    vi.spyOn(logger, 'isLevelEnabled').mockReturnValue(false);
    expect(written({ requestId: 'r1' }, request)).toEqual([]);
  });
});

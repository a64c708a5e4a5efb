import { describe, expect, it, vi } from 'vitest';
import { onError, reportError, settleReports } from './report.js';

const where = { kind: 'job', name: 'report' } as const;

describe('a report', () => {
  it('reaches every listener once, however often the error is passed on', async () => {
    const told = vi.fn();
    const stop = onError(told);
    const error = new Error('boom');
    reportError(error, where);
    reportError(error, where);
    await settleReports(1_000);
    expect(told).toHaveBeenCalledTimes(1);
    expect(told).toHaveBeenCalledWith(error, where);
    stop();
    reportError('a string', where);
    await settleReports(1_000);
    expect(told).toHaveBeenCalledTimes(1);
  });

  it('begins before the caller goes on, who may end what the listener looks at', () => {
    const told = vi.fn();
    const stop = onError(told);
    reportError(new Error('boom'), where);
    expect(told).toHaveBeenCalledTimes(1);
    stop();
  });

  it('outlives a listener that fails', async () => {
    const told = vi.fn();
    const stops = [
      onError(() => {
        throw new Error('no mail server');
      }),
      onError(told),
    ];
    reportError(new Error('boom'), where);
    await settleReports(1_000);
    expect(told).toHaveBeenCalledTimes(1);
    for (const stop of stops) stop();
  });

  it('is waited for no longer than the limit', async () => {
    const stop = onError(() => new Promise(() => {}));
    reportError(new Error('boom'), where);
    const started = performance.now();
    await settleReports(20);
    expect(performance.now() - started).toBeLessThan(5_000);
    stop();
  });
});

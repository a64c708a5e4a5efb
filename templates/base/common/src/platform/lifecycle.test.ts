import { beforeEach, describe, expect, it, vi } from 'vitest';

const handlers = new Map<string | symbol, (value: unknown) => void>();

beforeEach(() => {
  vi.resetModules();
  handlers.clear();
  vi.spyOn(process, 'on').mockImplementation((event, handler) => {
    handlers.set(event, handler);
    return process;
  });
});

async function run(start: () => Promise<() => Promise<void>>) {
  const { isDraining, runProcess } = await import('./lifecycle.js');
  const { logger } = await import('./logging/logger.js');
  const log = { fatal: vi.spyOn(logger, 'fatal'), error: vi.spyOn(logger, 'error') };
  const exit = vi.fn();
  await runProcess(start, exit);
  return {
    exit,
    isDraining,
    log,
    happen: (name: string, value?: unknown) => handlers.get(name)?.(value),
  };
}

describe('a process', () => {
  it('drains when it is asked to stop, then ends with 0', async () => {
    const stop = vi.fn(async () => {});
    const { exit, happen, isDraining } = await run(async () => stop);
    expect(isDraining()).toBe(false);
    happen('SIGTERM');
    expect(isDraining()).toBe(true);
    await vi.waitFor(() => expect(exit).toHaveBeenCalledExactlyOnceWith(0));
    expect(stop).toHaveBeenCalledTimes(1);
  });

  it('ends at once when it is asked twice', async () => {
    const { exit, happen } = await run(async () => () => new Promise(() => {}));
    happen('SIGINT');
    happen('SIGINT');
    expect(exit).toHaveBeenCalledExactlyOnceWith(1);
  });

  it('ends with 1 when it can not stop cleanly', async () => {
    const { exit, happen, log } = await run(async () => () => Promise.reject(new Error('stuck')));
    happen('SIGTERM');
    await vi.waitFor(() => expect(exit).toHaveBeenCalledExactlyOnceWith(1));
    expect(log.error).toHaveBeenCalledTimes(1);
  });

  it.each(['uncaughtException', 'unhandledRejection'])(
    'reports an %s and ends with 1',
    async (name) => {
      const { exit, happen, log } = await run(async () => async () => {});
      happen(name, new Error('boom'));
      await vi.waitFor(() => expect(exit).toHaveBeenCalledExactlyOnceWith(1));
      expect(log.error).toHaveBeenCalledTimes(1);
    },
  );

  it('reports what keeps it from starting', async () => {
    const { exit, log } = await run(() => Promise.reject(new Error('no database')));
    expect(exit).toHaveBeenCalledExactlyOnceWith(1);
    expect(log.error).toHaveBeenCalledTimes(1);
  });

  it('says in a line that its port is taken', async () => {
    const taken = { code: 'EADDRINUSE', address: '127.0.0.1', port: 3000 };
    const { exit, log } = await run(() =>
      Promise.reject(Object.assign(new Error('listen'), taken)),
    );
    expect(exit).toHaveBeenCalledExactlyOnceWith(1);
    expect(log.fatal).toHaveBeenCalledExactlyOnceWith(
      'Port 3000 of 127.0.0.1 is in use; set PORT to another one.',
    );
  });
});

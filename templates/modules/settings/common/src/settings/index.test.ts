import { beforeEach, describe, expect, it, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
});

describe('the settings of the process', () => {
  it('are frozen', async () => {
    const { settings } = await import('./index.js');
    expect(settings.environment).toBe('test');
    expect(Object.isFrozen(settings.server)).toBe(true);
  });

  it('end the process with one message when they are not complete', async () => {
    vi.stubEnv('PORT', 'hunter2');
    vi.stubEnv('BODY_LIMIT_BYTES', 'large');
    const print = vi.spyOn(console, 'error').mockImplementation(() => {});
    const exit = vi.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Error(`exit ${code}`);
    });
    await expect(import('./index.js')).rejects.toThrow('exit 1');
    expect(exit).toHaveBeenCalledTimes(1);
    expect(print).toHaveBeenCalledTimes(1);
    const message = String(print.mock.calls[0]?.[0]);
    expect(message).toContain('PORT is invalid');
    expect(message).toContain('BODY_LIMIT_BYTES is invalid');
    expect(message).not.toContain('hunter2');
  });

  it('pass other errors on', async () => {
    vi.doMock('./load.js', async (original) => ({
      ...(await original<typeof import('./load.js')>()),
      readSettings: () => {
        throw new Error('broken');
      },
    }));
    await expect(import('./index.js')).rejects.toThrow('broken');
    vi.doUnmock('./load.js');
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { deployProblems } from './deploy.js';
import { settings } from './index.js';

afterEach(() => {
  process.exitCode = undefined;
});

const safe = {
  ...settings,
  environment: 'production' as const,
  isProduction: true,
  logging: { ...settings.logging, level: 'info' as const },
  server: { ...settings.server, corsOrigins: ['https://app.example.com'] },
  throttle: { anonymous: { limit: 100, windowMs: 60_000 } },
};

describe('check:deploy', () => {
  it('names what is unsafe, a sentence each', () => {
    const unsafe = {
      ...safe,
      environment: 'development' as const,
      isProduction: false,
      logging: { ...safe.logging, level: 'debug' as const },
      server: { ...safe.server, corsOrigins: ['*'] },
      throttle: { anonymous: 'off' as const },
    };
    const added = deployProblems(unsafe).filter((text) => !deployProblems(safe).includes(text));
    const named = ['APP_ENV', 'LOG_LEVEL', 'CORS_ORIGINS', 'THROTTLE_ANON'];
    expect(added.map((text) => text.split(' ')[0])).toEqual(named);
  });

  it.each([
    [[], 0, 'log'],
    [['PORT is unlucky.'], 1, 'error'],
  ] as const)('given the problems %j ends with %i', async (problems, code, channel) => {
    vi.resetModules();
    vi.doMock('./deploy.js', () => ({ deployProblems: () => problems }));
    const print = vi.spyOn(console, channel).mockImplementation(() => {});
    await import('./check-deploy.js');
    expect(process.exitCode).toBe(code);
    expect(print).toHaveBeenCalledTimes(1);
    vi.doUnmock('./deploy.js');
  });
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    env: { APP_ENV: 'test' },
    //{{#if on.redis}}
    //{{#if queue.rabbitmq}}
    globalSetup: ['test/redis.ts', 'test/rabbitmq.ts'],
    //{{else}}
    globalSetup: ['test/redis.ts'],
    //{{/if}}
    //{{else}}
    //{{#if queue.rabbitmq}}
    globalSetup: ['test/rabbitmq.ts'],
    //{{/if}}
    //{{/if}}
    unstubEnvs: true,
    restoreMocks: true,
    // The first query of a file starts an embedded database, which takes its time on a busy machine.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // Entry points of processes: tests start them for real, where coverage can't see them.
      exclude: ['src/main.ts', 'src/**/cli.ts', 'src/settings/local.ts'],
      thresholds: { lines: 90, branches: 90, functions: 90, statements: 90 },
    },
  },
});

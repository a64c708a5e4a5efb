import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    env: { APP_ENV: 'test' },
    //{{#if (and database.mysql (or on.redis cache.memcached queue.rabbitmq))}}
    globalSetup: ['test/mysql.ts', 'test/servers.ts'],
    //{{else}}
    //{{#if (or on.redis cache.memcached queue.rabbitmq)}}
    globalSetup: ['test/servers.ts'],
    //{{/if}}
    //{{#if database.mysql}}
    globalSetup: ['test/mysql.ts'],
    //{{/if}}
    //{{/if}}
    //{{#if (or cache.redis cache.tiered cache.memcached cache.file)}}
    setupFiles: ['test/cache.ts'],
    //{{/if}}
    unstubEnvs: true,
    restoreMocks: true,
    //{{#if database.postgres}}
    // The first query of a file starts an embedded database, which takes its time on a busy machine.
    //{{/if}}
    //{{#if database.mysql}}
    // Each file makes a database of its own, which takes its time on a busy machine.
    //{{/if}}
    testTimeout: 30_000,
    //{{#if (or database.postgres database.mysql)}}
    hookTimeout: 60_000,
    //{{/if}}
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // Entry points of processes: tests start them for real, where coverage can't see them.
      //{{#if database.prisma}}
      exclude: [
        'src/main.ts',
        'src/**/cli.ts',
        'src/settings/local.ts',
        'src/database/generated/**',
      ],
      //{{else}}
      exclude: ['src/main.ts', 'src/**/cli.ts', 'src/settings/local.ts'],
      //{{/if}}
      thresholds: { lines: 90, branches: 90, functions: 90, statements: 90 },
    },
  },
});

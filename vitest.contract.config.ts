import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['fixtures/contract/*.test.ts'],
    testTimeout: 30_000,
    fileParallelism: false,
    sequence: { concurrent: false },
  },
});

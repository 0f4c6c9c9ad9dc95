import { defineConfig } from 'vitest/config';

/** A shared machine stalls at times: there a test may be tried once more, and the reporter shows that it was. */
const retry = process.env.CI ? 1 : 0;

/** Unit tests first, side by side; then those that run the bundle against an engine, one file at a time. */
export default defineConfig({
  test: {
    globalSetup: '__tests__/support/temporaryFolder.ts',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['__tests__/**/*.test.ts'],
          exclude: ['__tests__/process/**'],
          testTimeout: 20_000,
          retry,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'process',
          include: ['__tests__/process/**/*.test.ts'],
          testTimeout: 120_000,
          retry,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

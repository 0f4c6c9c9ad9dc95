import { defineConfig } from 'vitest/config';

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
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'process',
          include: ['__tests__/process/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

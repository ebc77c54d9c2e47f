import { defineConfig } from 'vitest/config';

/** A busy machine can hold up a window or a server under a test; the report marks what passed only the second time. */
const ONCE_MORE = 1;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          testTimeout: 60_000,
          // Much of it waits for processes; by default a machine of two cores would run one file at a time.
          maxWorkers: 3,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ['test/e2e/package.test.ts'],
          // A real VS Code and a real browser each, on what `npm run build` made: half of the time they wait.
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          retry: ONCE_MORE,
        },
      },
      {
        test: {
          name: 'package',
          include: ['test/e2e/package.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'cluster',
          include: ['test/cluster/**/*.test.ts'],
          // A real server and workers that want the cores for themselves.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 60_000,
          retry: ONCE_MORE,
        },
      },
    ],
  },
});

import { defineConfig } from 'vitest/config';
import { TEST_LIMIT_MS, WAIT_LIMIT_MS } from './libs/testing/limits.ts';

/** The same everywhere: no test has a limit that a busy machine misses. */
const limits = {
  testTimeout: TEST_LIMIT_MS,
  hookTimeout: TEST_LIMIT_MS,
  expect: { poll: { timeout: WAIT_LIMIT_MS } },
  // By default one core is left free, which on two cores is half of them.
  maxWorkers: '100%',
  setupFiles: ['libs/testing/set-limits.ts'],
};

/** Three projects: everything that needs no browser and no local stack, the stacks, and the pages in a browser. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...limits,
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [
            '**/node_modules/**',
            'dist/**',
            '.coachstream/**',
            'e2e/**',
            'frontend/e2e/**',
            'infra/**/*.test.ts',
          ],
        },
      },
      {
        test: {
          ...limits,
          name: 'infra',
          include: ['infra/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
        },
      },
      {
        test: {
          ...limits,
          name: 'e2e',
          include: ['e2e/**/*.test.ts', 'frontend/e2e/**/*.test.ts'],
          // Each file has a server of its own. More than two browsers would only wait for each other.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

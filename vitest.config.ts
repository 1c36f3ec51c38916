import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { FullCores } from './libs/testing/full-cores.ts';
import { TEST_LIMIT_MS, WAIT_LIMIT_MS } from './libs/testing/limits.ts';

// Every process that a test starts finds the code of the earlier ones compiled.
process.env['NODE_COMPILE_CACHE'] ??= resolve('node_modules/.cache/compiled');

/** No test has a limit that a busy machine misses. */
const limits = {
  testTimeout: TEST_LIMIT_MS,
  hookTimeout: TEST_LIMIT_MS,
  expect: { poll: { timeout: WAIT_LIMIT_MS } },
  // More than cores, because many tests wait for a timer, a process or a browser.
  maxWorkers: 2 * availableParallelism(),
  setupFiles: ['libs/testing/set-limits.ts'],
};

/** Not these, wherever a project looks. */
const exclude = ['**/node_modules/**', 'dist/**', 'cdk.out/**', '.coachstream/**'];

export default defineConfig({
  test: {
    sequence: { sequencer: FullCores },
    // `npm run times` reads them.
    reporters: ['default', ['json', { outputFile: '.coachstream/test-results.json' }]],
    projects: [
      {
        test: {
          ...limits,
          name: 'unit',
          include: ['{libs,functions,bench}/**/*.test.ts', '*.test.ts'],
          exclude,
          // Most of a test file's time would be the loading of modules that the file before it has loaded.
          isolate: false,
        },
      },
      {
        test: {
          ...limits,
          name: 'infra',
          include: ['infra/**/*.test.ts'],
          exclude,
          isolate: false,
        },
      },
      {
        test: {
          ...limits,
          name: 'pages',
          include: ['frontend/{client,react,testing,vendors,web}/**/*.test.{ts,tsx}'],
          exclude,
          isolate: false,
        },
      },
      {
        test: {
          ...limits,
          name: 'e2e',
          include: ['frontend/e2e/**/*.test.ts'],
          exclude,
          isolate: false,
        },
      },
    ],
  },
});

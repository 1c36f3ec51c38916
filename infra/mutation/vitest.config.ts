import { defineConfig } from 'vitest/config';

/** The tests that read synthesized templates. */
export default defineConfig({
  test: {
    include: ['infra/{constructs,stacks}/**/*.test.ts', 'infra/permissions.test.ts'],
    setupFiles: ['libs/testing/set-limits.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: 1,
    isolate: false,
    bail: 1,
    watch: false,
    reporters: [{}],
  },
});

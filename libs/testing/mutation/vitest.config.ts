import { defineConfig, type Plugin } from 'vitest/config';
import { retainedThreads } from './retained-thread.ts';

/** Stryker asks for a pool of its own after it has read this file. */
const keepThreads: Plugin = {
  name: 'keep-threads',
  configureVitest({ project }) {
    project.config.pool = retainedThreads.name;
    project.config.poolRunner = retainedThreads;
  },
};

/** The tests that notice mutants: those that need no built product, no browser and no minutes. */
export default defineConfig({
  plugins: [keepThreads],
  test: {
    include: (process.env['MUTATION_TESTS'] ?? 'libs/**/*.test.ts').split(' '),
    exclude: [
      '**/node_modules/**',
      'libs/testing/{docs,fuzz,prove,simulation}/**',
      '**/size.test.ts',
      // Random runs and compilers: each takes seconds for every mutant that its first part executes.
      'libs/{http/routes/odd-bodies,services/external-loop/ledger,domain/coach-config/safety-checks,contract/exhaustive}.test.ts',
    ],
    setupFiles: ['libs/testing/set-limits.ts', 'libs/testing/mutation/before-each-file.ts'],
    // The contract suites run on the engine in memory only, which agrees with Dynoxide.
    env: { DYNOXIDE: '0' },
    // A process that starts anew finds the modules that the others have transformed.
    fsModuleCache: true,
    fsModuleCachePath: '.coachstream/modules',
    isolate: false,
    runner: './libs/testing/mutation/patient-runner.ts',
    testTimeout: 0,
    hookTimeout: 0,
  },
});

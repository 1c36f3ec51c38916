import { type RunnerTestCase, TestRunner } from 'vitest';

/** How long a test may run, in milliseconds. Most take a few of them. */
const LIMIT_MS = 3_000;
const SLICE_MS = 50;
/** Those of the machine, also while a test has replaced them. */
const { setTimeout, clearTimeout } = globalThis;
const now = performance.now.bind(performance);

/**
 * Ends tests that wait for what a mutant has taken away. Its clock stands still while other programs have the
 * processor, so that a busy machine turns no survivor into a mutant that a test has noticed.
 */
export default class PatientRunner extends TestRunner {
  async runTask(test: RunnerTestCase): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      let usedMs = 0;
      const wait = () => {
        const [startedAt, cpu] = [now(), process.threadCpuUsage()];
        timer = setTimeout(() => {
          const isOnTime = now() - startedAt < 2 * SLICE_MS;
          const { user, system } = process.threadCpuUsage(cpu);
          usedMs += isOnTime ? SLICE_MS : (user + system) / 1_000;
          if (usedMs < LIMIT_MS) wait();
          else reject(new Error(`this test has not ended in ${LIMIT_MS} ms`));
        }, SLICE_MS);
      };
      wait();
    });
    try {
      await Promise.race([TestRunner.getTestFn(test)(), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

import { availableParallelism } from 'node:os';
import type { LogLevel, MutantResult } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';
import type { Area } from './areas.ts';

export interface MutationRun {
  readonly area: Area;
  /** The files to mutate. */
  readonly files: readonly string[];
  /** Whether results of an earlier run are not used again. */
  readonly isFresh: boolean;
}

/** Mutates files of one area and runs the tests that execute each mutant. */
export function runStryker({ area, files, isFresh }: MutationRun): Promise<MutantResult[]> {
  const name = area.folder.replaceAll('/', '-');
  // The test runners are processes of Stryker, and get no other settings of ours.
  process.env['MUTATION_TESTS'] = area.tests.join(' ');
  return new Stryker({
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner', new URL('./ignore-prose.ts', import.meta.url).href],
    ignorers: ['prose'],
    vitest: { configFile: 'libs/testing/mutation/vitest.config.ts', related: false },
    mutate: [...files],
    incremental: true,
    incrementalFile: `.coachstream/mutation/${name}.json`,
    force: isFresh,
    tempDirName: '.coachstream/mutation/sandbox',
    ignorePatterns: ['.coachstream', 'dist', 'cdk.out', 'bench/peers'],
    concurrency: availableParallelism(),
    // Only a mutant that never returns gets there. A process that starts anew on a busy machine needs half of it.
    timeoutMS: 60_000,
    ignoreStatic: true,
    dryRunTimeoutMinutes: 30,
    reporters: ['progress-append-only'],
    allowConsoleColors: false,
    allowEmpty: true,
    logLevel: 'warn' as LogLevel,
  }).runMutationTest();
}

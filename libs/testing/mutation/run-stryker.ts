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
  return new Stryker({
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner', new URL('./ignore-prose.ts', import.meta.url).href],
    ignorers: ['prose'],
    vitest: { configFile: 'libs/testing/mutation/vitest.config.ts' },
    mutate: [...files],
    incremental: true,
    incrementalFile: `.coachstream/mutation/${name}.json`,
    force: isFresh,
    tempDirName: '.coachstream/mutation/sandbox',
    ignorePatterns: ['.coachstream', 'dist', 'cdk.out', 'bench/peers'],
    concurrency: availableParallelism(),
    timeoutMS: 20_000,
    dryRunTimeoutMinutes: 30,
    reporters: ['progress-append-only'],
    allowConsoleColors: false,
    allowEmpty: true,
    logLevel: 'warn' as LogLevel,
  }).runMutationTest();
}

import { inChild } from './harness/child.ts';
import type { Row } from './harness/row.ts';
import { streamingRows } from './rows/streaming.ts';

/** The rows of the benchmark, in the order of their numbers. */
export const ROWS: readonly Row[] = [
  {
    number: 0,
    what: 'a process that does nothing, against another',
    base: 'a process',
    ours: 'another',
    contenders: [
      inChild({ name: 'a process', script: 'bench/work/idle.ts' }),
      inChild({ name: 'another', script: 'bench/work/idle.ts' }),
    ],
    goals: [{ figure: 'cpuMs', what: 'CPU of the process', as: 'ratio', atMost: 1.1 }],
    changed: 'Shows how far two equal things lie apart on the machine that measured: the noise under all other rows.',
  },
  ...streamingRows,
];

import type { Row } from './harness/row.ts';
import { clientRows } from './rows/client.ts';
import { countedRows } from './rows/counts.ts';
import { modelRows } from './rows/model.ts';
import { startUpRows } from './rows/start-up.ts';
import { streamingRows } from './rows/streaming.ts';

const UNSORTED: readonly Row[] = [...streamingRows, ...countedRows, ...modelRows, ...startUpRows, ...clientRows];

/** The rows of the benchmark, ordered by number. */
export const ROWS: readonly Row[] = UNSORTED.toSorted((a, b) => a.number - b.number);

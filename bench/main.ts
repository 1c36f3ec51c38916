import { print, Refusal, readOptions, runCommand } from '#infra/operator-command';
import { measure } from './harness/measure.ts';
import { type Result, readResults, writeResults } from './harness/results.ts';
import type { Row } from './harness/row.ts';
import { linesOf, writeReport } from './report.ts';
import { ROWS } from './rows.ts';

process.env['TZ'] = 'UTC';
await runCommand(main, { script: import.meta.url });

async function main(args: readonly string[]): Promise<number> {
  const values = readOptions(args, {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    report: { type: 'boolean', default: false },
  });
  const chosen = rowsOf(values.only);

  const results = new Map(readResults());
  for (const row of values.report ? [] : chosen) {
    const result: Result = {
      node: process.version,
      at: new Date().toISOString().slice(0, 10),
      runs: await measure(row, { quick: values.quick }),
    };
    for (const line of linesOf(row, result)) print(line);
    if (values.quick) continue;
    results.set(row.number, result);
    writeResults(results);
  }
  if (!values.quick) writeReport(results);
  return 0;
}

/** The rows with these numbers, separated by commas; all rows when nothing is given. */
function rowsOf(only: string | undefined): readonly Row[] {
  if (only === undefined) return ROWS;
  const numbers = only.split(',').map(Number);
  const unknown = numbers.filter((wanted) => !ROWS.some(({ number }) => number === wanted));
  if (unknown.length === 0) return ROWS.filter(({ number }) => numbers.includes(number));
  throw new Refusal(`--only is row numbers (${ROWS.map(({ number }) => number).join(',')}), not ${only}`);
}

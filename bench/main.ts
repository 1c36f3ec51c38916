import { parseArgs } from 'node:util';
import { measure } from './harness/measure.ts';
import { type Result, readResults, writeResults } from './harness/results.ts';
import { linesOf, writeReport } from './report.ts';
import { ROWS } from './rows.ts';

const USAGE = `npm run bench -- [--quick] [--only <numbers>]

Measures each row of docs/performance.md next to its base and the alternatives, and writes that page.
  --quick           does less work in fewer rounds, for a rough measurement, and writes nothing
  --only <numbers>  measures only these rows (3,7,8) and keeps the results of the others
  --report          measures nothing and writes the page from the stored results
`;

const print = (line: string) => process.stdout.write(`${line}\n`);

process.env['TZ'] = 'UTC';
await main();

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      report: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const numbers = values.only?.split(',').map(Number);
  const chosen = ROWS.filter(({ number }) => numbers?.includes(number) ?? true);
  if (values.help || chosen.length === 0) {
    process.exitCode = values.help ? 0 : 1;
    print(USAGE);
    return;
  }

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
}

import { writeFileSync } from 'node:fs';
import { print, readOptions, runCommand } from '#infra/operator-command';
import { MUTANTS } from '../simulation/mutants.ts';
import { type Condition, nameOf } from './named-conditions.ts';
import { startContractRuns } from './run-contracts.ts';

await runCommand(main, { script: import.meta.url });

interface Row extends Condition {
  /** The first test of the contract suites that fails without it. */
  readonly noticed: string | undefined;
  /** The simulation's mutants that go without it. */
  readonly mutants: readonly string[];
}

async function main(args: readonly string[]): Promise<number> {
  const { only = '' } = readOptions(args, { only: { type: 'string' } });
  const runs = await startContractRuns();
  try {
    const conditions = (await runs.conditions()).filter((condition) => nameOf(condition).includes(only));
    const rows: Row[] = [];
    for (const condition of conditions) {
      const row = { ...condition, noticed: await runs.firstFailure(condition), mutants: mutantsWithout(condition) };
      rows.push(row);
      print(`${nameOf(row)}: ${row.noticed ?? row.mutants[0] ?? 'NOTHING FAILS'}`);
    }
    if (only === '') writeFileSync('docs/conditions.md', pageOf(rows));
    const open = rows.filter(({ noticed, mutants }) => noticed === undefined && mutants.length === 0).length;
    return print(`${rows.length} conditions, ${open} without a failing test or mutant`, open > 0 ? 1 : 0);
  } finally {
    await runs.close();
  }
}

function mutantsWithout({ operation, item, expression }: Condition): readonly string[] {
  return MUTANTS.filter(({ guards = [] }) =>
    guards.some(({ deed, on, says }) => deed === operation && item.startsWith(on) && says === expression),
  ).map(({ name }) => name);
}

function pageOf(rows: readonly Row[]): string {
  return [
    '# Conditions of the writes',
    '',
    'Written by `npm run mutate-conditions`, which takes one condition at a time out of the writes to DynamoDB. Then a test of the contract suites fails, or the simulation breaks a promise (`npm run simulate -- --mutants`), alone or together with the conditions that cover it.',
    '',
    '| Write | Item | Condition | The first test that fails | Mutants of the simulation |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ operation, item, expression, noticed = '', mutants }) =>
        `| ${operation} | \`${item}\` | \`${expression.replaceAll('|', '\\|')}\` | ${noticed.replace('without a condition', '').replace(/^[ >]+/, '')} | ${mutants.join('; ')} |`,
    ),
    '',
  ].join('\n');
}

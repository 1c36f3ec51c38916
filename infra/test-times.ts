import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import { print, Refusal, readOptions, runCommand } from './operator-command.ts';

/** What Vitest wrote of the last run. */
const RESULTS = '.coachstream/test-results.json';
const PAGE = 'docs/test-times.md';
/** Files that have a row of their own. */
const ROWS = 25;

interface Results {
  readonly numTotalTests: number;
  readonly startTime: number;
  /** Times in milliseconds. */
  readonly testResults: readonly {
    readonly name: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly unknown[];
  }[];
}

interface FileTime {
  readonly file: string;
  readonly tests: number;
  readonly seconds: number;
}

await runCommand(main, { script: import.meta.url });

async function main(args: readonly string[]): Promise<number> {
  readOptions(args, {});
  if (!existsSync(RESULTS)) throw new Refusal('no run of the tests is known: run npm test first');
  const results = JSON.parse(readFileSync(RESULTS, 'utf8')) as Results;
  const files = results.testResults
    .map(({ name, startTime, endTime, assertionResults }) => ({
      file: relative(resolve('.'), name),
      tests: assertionResults.length,
      seconds: (endTime - startTime) / 1_000,
    }))
    .sort((a, b) => b.seconds - a.seconds);
  const wallMs = Math.max(...results.testResults.map(({ endTime }) => endTime)) - results.startTime;
  const page = pageOf(files, wallMs / 1_000);
  writeFileSync(PAGE, page);
  return print(page);
}

function pageOf(files: readonly FileTime[], wall: number): string {
  const all = totalOf('all', files);
  const byFolder = Map.groupBy(files, ({ file }) => file.split('/').slice(0, 2).join('/'));
  const folders = [...byFolder]
    .map(([folder, ofFolder]) => ({ ...totalOf(folder, ofFolder), files: ofFolder.length }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, ROWS);
  const share = ({ seconds }: FileTime) => `${((100 * seconds) / all.seconds).toFixed(1)} %`;
  return [
    '# Where the time of the tests goes',
    '',
    `Written by \`npm run times\` from the last run of \`npm test\`: ${all.tests} tests in ${files.length} files took ${wall.toFixed(0)} s on ${availableParallelism()} cores. The times of files that run at the same time overlap, and do not have the loading of modules.`,
    '',
    '| Folder | Files | Tests | Seconds | Share |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...folders.map(
      (row) => `| ${row.file} | ${row.files} | ${row.tests} | ${row.seconds.toFixed(1)} | ${share(row)} |`,
    ),
    '',
    '| File | Tests | Seconds | Share |',
    '| --- | ---: | ---: | ---: |',
    ...files.slice(0, ROWS).map((row) => `| ${row.file} | ${row.tests} | ${row.seconds.toFixed(1)} | ${share(row)} |`),
    '',
  ].join('\n');
}

function totalOf(file: string, files: readonly FileTime[]): FileTime {
  const sum = (of: (row: FileTime) => number) => files.reduce((total, row) => total + of(row), 0);
  return { file, tests: sum(({ tests }) => tests), seconds: sum(({ seconds }) => seconds) };
}

import { AREAS, type Area, areaOf } from './areas.ts';
import type { FileResult, Mutant } from './mutants.ts';
import { reasonOf } from './reason-of.ts';

/** How many mutants of an area were noticed, without those that no test can notice. */
export interface Score {
  readonly area: Area;
  readonly noticed: number;
  readonly survivors: readonly Mutant[];
  readonly equivalent: readonly Mutant[];
  /** In percent; none for an area that has not run. */
  readonly percent: number | undefined;
}

export function scoresOf(results: readonly FileResult[]): readonly Score[] {
  return AREAS.map((area) => {
    const own = results.filter(({ file }) => areaOf(file) === area);
    const all = own.flatMap(({ survivors }) => survivors);
    const survivors = all.filter((mutant) => reasonOf(mutant) === undefined);
    const equivalent = all.filter((mutant) => reasonOf(mutant) !== undefined);
    const noticed = own.reduce((sum, result) => sum + result.noticed, 0);
    const counted = noticed + survivors.length;
    return { area, noticed, survivors, equivalent, percent: counted === 0 ? undefined : (100 * noticed) / counted };
  });
}

/** The page `docs/mutation.md`. */
export function reportOf(results: readonly FileResult[]): string {
  const scores = scoresOf(results);
  const rows = scores.map(
    ({ area, noticed, survivors, equivalent, percent }) =>
      `| \`${area.folder}\` | ${noticed} | ${survivors.length} | ${equivalent.length} | ${percentOf(percent)} | ${area.target} % |`,
  );
  return [
    '# Mutation tests',
    '',
    'Written by `npm run mutate`. Stryker changes the code in one place at a time, and the tests that execute this place should fail. A change that no test notices survives; `libs/testing/mutation/baseline.json` has one line for each. `npm run mutate -- <path>` repeats it for a file or folder, and fails when a mutant survives that is not in this list.',
    '',
    'The conditions of writes are in [conditions.md](conditions.md), and the templates of the stacks in [stacks.md](stacks.md).',
    '',
    '| Folder | Noticed | Survive | Equivalent | Score | Target |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    '## What is left out',
    '',
    ...LEFT_OUT.map((line) => `- ${line}`),
    '',
    '## Equivalent',
    '',
    'These behave like the product, so no test can notice them.',
    '',
    ...scores.flatMap(({ equivalent }) => equivalentLines(equivalent)),
    '## Files with survivors',
    '',
    '| File | Noticed | Survive |',
    '| --- | ---: | ---: |',
    ...scores.flatMap(({ survivors }) =>
      [...Map.groupBy(survivors, ({ file }) => file)].map(
        ([file, ofFile]) => `| \`${file}\` | ${noticedIn(results, file)} | ${ofFile.length} |`,
      ),
    ),
    '',
  ].join('\n');
}

const LEFT_OUT = [
  'Texts of three or more words and the reasons of errors are not changed, because a test of their wording would only repeat it.',
  'Code that runs only while its module loads (tables, schemas, patterns) is not changed: each such mutant needs a new process and all tests of its folder.',
  'Only the tests in `tests` of `areas.ts` run for a folder, without random runs, simulations and compilers. A property of fast-check gets 200 ms for each mutant.',
  'A mutant counts as noticed when a test exceeds its limit, because most of these wait for an event that the mutant has taken away.',
];

const noticedIn = (results: readonly FileResult[], file: string): number =>
  results.find((result) => result.file === file)?.noticed ?? 0;

export const percentOf = (percent: number | undefined): string =>
  percent === undefined ? 'not run' : `${percent.toFixed(1)} %`;

function equivalentLines(mutants: readonly Mutant[]): readonly string[] {
  return [...Map.groupBy(mutants, ({ file }) => file)].flatMap(([file, ofFile]) => [
    `\`${file}\``,
    '',
    ...ofFile.map((mutant) => `- ${code(mutant.original)} → ${code(mutant.replacement)}: ${reasonOf(mutant)}`),
    '',
  ]);
}

/** A text as code, whatever it contains. */
const code = (text: string): string => (text === '' ? 'nothing' : `\`\` ${text.replaceAll('``', "''")} \`\``);

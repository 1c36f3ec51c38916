import { AREAS, type Area, areaOf } from './areas.ts';
import { reasonOf } from './equivalents.ts';
import type { FileResult, Mutant } from './mutants.ts';

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
    'Written by `npm run mutate`. Stryker changes the code in one place at a time, and the tests that execute this place should fail. A change that no test notices survives. `npm run mutate -- <path>` repeats it for a file or folder, and fails when a mutant survives that is not on this page.',
    '',
    'Texts of three or more words are not changed, because a test of their wording would only repeat it. The conditions of writes are in [conditions.md](conditions.md), and the templates of the stacks in [stacks.md](stacks.md).',
    '',
    '| Folder | Noticed | Survive | Equivalent | Score | Target |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    '## Equivalent',
    '',
    'These behave like the product, so no test can notice them.',
    '',
    ...scores.flatMap(({ equivalent }) => linesOf(equivalent, (mutant) => `: ${reasonOf(mutant)}`)),
    '## Survivors',
    '',
    ...scores.flatMap(({ survivors }) => linesOf(survivors, () => '')),
  ].join('\n');
}

export const percentOf = (percent: number | undefined): string =>
  percent === undefined ? 'not run' : `${percent.toFixed(1)} %`;

function linesOf(mutants: readonly Mutant[], remark: (mutant: Mutant) => string): readonly string[] {
  const byFile = Map.groupBy(mutants, ({ file }) => file);
  return [...byFile].flatMap(([file, ofFile]) => [
    `\`${file}\``,
    '',
    ...ofFile.map(
      (mutant) => `- ${mutant.mutator}: ${code(mutant.original)} → ${code(mutant.replacement)}${remark(mutant)}`,
    ),
    '',
  ]);
}

/** A text as code, whatever it contains. */
const code = (text: string): string => (text === '' ? 'nothing' : `\`\` ${text.replaceAll('``', "''")} \`\``);

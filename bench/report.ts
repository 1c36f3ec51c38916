import { readFileSync, writeFileSync } from 'node:fs';
import { type Comparison, ratioOf, spreadOf } from './harness/measure.ts';
import type { Result, Results } from './harness/results.ts';
import type { Goal, Row } from './harness/row.ts';
import { ROWS } from './rows.ts';
import { scaleSection } from './scale.ts';

const INTRODUCTION = new URL('./introduction.md', import.meta.url);
const PAGE = new URL('../docs/performance.md', import.meta.url);

/** Writes docs/performance.md: the table, then each row with its alternatives, the changes and the limits. */
export function writeReport(results: Results): void {
  const rows = ROWS.map((row) => ({ row, result: results.get(row.number) }));
  const page = [
    readFileSync(INTRODUCTION, 'utf8').trim(),
    '## The table',
    'Our figure relative to the base of the row, which is 1.00: the ratio of the medians, and in brackets the lowest and the highest ratio of a round. Counts are absolute.',
    tableOf(rows),
    '## Row by row',
    ...rows.map(({ row, result }) => sectionOf(row, result)),
    ...scaleSection(results),
  ];
  writeFileSync(PAGE, `${page.join('\n\n')}\n`);
}

/** The result of a row, for the terminal. */
export function linesOf(row: Row, result: Result): readonly string[] {
  const verdicts = row.goals.map((goal) => {
    const found = oursOf(row, result, goal);
    return `   ${(isMet(goal, found) ? 'met' : 'MISSED').padEnd(7)}${goal.what}: ${shown(found)} (goal ≤ ${goal.atMost})`;
  });
  const rivals = rivalsOf(row, result).map((line) => `   ${line}`);
  return [`${row.number}. ${row.what}`, ...verdicts, ...rivals];
}

interface Measured {
  readonly row: Row;
  readonly result: Result | undefined;
}

function tableOf(rows: readonly Measured[]): string {
  const lines = rows.flatMap(({ row, result }) =>
    row.goals.map((goal, place) => {
      const found = result && oursOf(row, result, goal);
      const name = place === 0 ? `${row.number} | ${row.what}` : ' | ';
      const goals = `≤ ${goal.atMost}${goal.stretch === undefined ? '' : ` (${goal.stretch})`}`;
      return `| ${name} | ${goal.what} | ${goals} | ${shown(found)} | ${verdictOf(goal, found)} |`;
    }),
  );
  return [
    '| # | what | figure | goal (stretch) | measured | |',
    '| --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}

function sectionOf(row: Row, result: Result | undefined): string {
  const rivals = result ? rivalsOf(row, result).map((line) => `- ${line}`) : ['- not measured yet'];
  return [
    `### ${row.number}. ${row.what}`,
    rivals.join('\n'),
    row.changed,
    ...(row.limitedBy ? [`**What limits it.** ${row.limitedBy}`] : []),
  ].join('\n\n');
}

/** One line per contender: its ratio to the base, for each figure that has a goal. */
function rivalsOf(row: Row, result: Result): readonly string[] {
  return row.contenders.map(({ name }) => {
    const figures = row.goals.flatMap((goal) => {
      const absolute = spreadOf(result.runs, name, goal.figure);
      if (!absolute) return [];
      const ratio =
        row.base === undefined || goal.as === 'value' ? undefined : ratioOf(result.runs, name, row.base, goal.figure);
      return [`${goal.figure} ${ratio ? `${shown(ratio)}, ` : ''}${rounded(absolute.value)}`];
    });
    return `${name}: ${figures.join('; ') || 'not measured'}`;
  });
}

function oursOf(row: Row, result: Result, { figure, as }: Goal): Comparison | undefined {
  return as === 'ratio' && row.base !== undefined
    ? ratioOf(result.runs, row.ours, row.base, figure)
    : spreadOf(result.runs, row.ours, figure);
}

const isMet = ({ atMost }: Goal, found: Comparison | undefined) => found !== undefined && found.value <= atMost;

function verdictOf(goal: Goal, found: Comparison | undefined): string {
  if (!found) return 'not measured';
  if (!isMet(goal, found)) return `**missed by ${rounded(found.value - goal.atMost)}**`;
  return goal.stretch !== undefined && found.value <= goal.stretch ? 'met, including the stretch goal' : 'met';
}

function shown(found: Comparison | undefined): string {
  if (!found) return '–';
  const { value, low, high } = found;
  return low === high ? rounded(value) : `${rounded(value)} [${rounded(low)}–${rounded(high)}]`;
}

const HUNDRED = 100;

/** Rounds small values to two digits, and values above 100 to integers. */
function rounded(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= HUNDRED) return Math.round(value).toLocaleString('en');
  return Math.abs(value) < 1 ? value.toPrecision(2) : value.toFixed(2);
}

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { MutantResult } from '@stryker-mutator/api/core';

/** A change of the code, by what it replaces: line numbers would not outlive the next commit. */
export interface Mutant {
  readonly file: string;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
}

/** What the tests of one file notice. */
export interface FileResult {
  readonly file: string;
  readonly noticed: number;
  readonly survivors: readonly Mutant[];
}

const NOTICED = ['Killed', 'Timeout'];
const UNNOTICED = ['Survived', 'NoCoverage'];

/** The results of a run, one for each file, without the mutants that do not compile or are ignored. */
export function resultsOf(mutants: readonly MutantResult[]): readonly FileResult[] {
  const byFile = Map.groupBy(mutants, ({ fileName }) => relative('.', fileName));
  return [...byFile].map(([file, ofFile]) => {
    const lines = readFileSync(file, 'utf8').split('\n');
    return {
      file,
      noticed: ofFile.filter(({ status }) => NOTICED.includes(status)).length,
      survivors: ofFile
        .filter(({ status }) => UNNOTICED.includes(status))
        .map(({ mutatorName, replacement = '', location }) => ({
          file,
          mutator: mutatorName,
          original: short(textAt(lines, location)),
          replacement: short(replacement),
        })),
    };
  });
}

/** The text of a place, whose lines and columns count from 1. */
function textAt(lines: readonly string[], { start, end }: MutantResult['location']): string {
  const chosen = lines.slice(start.line - 1, end.line);
  const last = chosen.length - 1;
  return chosen
    .map((line, at) => line.slice(at === 0 ? start.column - 1 : 0, at === last ? end.column - 1 : undefined))
    .join('\n');
}

const SHORT = 160;

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > SHORT ? `${line.slice(0, SHORT - 1)}…` : line;
}

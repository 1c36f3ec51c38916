import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FileResult, Mutant } from './mutants.ts';

const FILE = fileURLToPath(new URL('./baseline.json', import.meta.url));

/** The results that the last commit had, sorted by file. Files that are gone are left out. */
export function readBaseline(): readonly FileResult[] {
  if (!existsSync(FILE)) return [];
  const all = JSON.parse(readFileSync(FILE, 'utf8')) as readonly FileResult[];
  return all.filter(({ file }) => existsSync(file));
}

/** The baseline with new results in place of those for the same files. */
export function merged(baseline: readonly FileResult[], results: readonly FileResult[]): readonly FileResult[] {
  const byFile = new Map([...baseline, ...results].map((result) => [result.file, result]));
  return [...byFile.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}

export function writeBaseline(results: readonly FileResult[]): void {
  writeFileSync(FILE, `${JSON.stringify(results, undefined, 1)}\n`);
}

/** Survivors that the baseline does not have. */
export function newSurvivors(baseline: readonly FileResult[], results: readonly FileResult[]): readonly Mutant[] {
  const known = new Map<string, number>();
  for (const mutant of baseline.flatMap(({ survivors }) => survivors)) {
    known.set(nameOf(mutant), (known.get(nameOf(mutant)) ?? 0) + 1);
  }
  return results
    .flatMap(({ survivors }) => survivors)
    .filter((mutant) => {
      const left = known.get(nameOf(mutant)) ?? 0;
      known.set(nameOf(mutant), left - 1);
      return left <= 0;
    });
}

const nameOf = ({ file, mutator, original, replacement }: Mutant): string =>
  [file, mutator, original, replacement].join('\n');

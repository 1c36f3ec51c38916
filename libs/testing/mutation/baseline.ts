import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FileResult, Mutant } from './mutants.ts';

const FILE = fileURLToPath(new URL('./baseline.json', import.meta.url));

/** Between the parts of a survivor. No part has it, because their white space is collapsed. */
const [AFTER_MUTATOR, AFTER_ORIGINAL] = [':  ', '  →  '];

/** The file has one line for a survivor, so that a change of it can be reviewed. */
type Stored = Readonly<Record<string, { readonly noticed: number; readonly survivors: readonly string[] }>>;

/** The results that the last commit had, sorted by file. Files that are gone are left out. */
export function readBaseline(): readonly FileResult[] {
  if (!existsSync(FILE)) return [];
  const stored = JSON.parse(readFileSync(FILE, 'utf8')) as Stored;
  return Object.entries(stored)
    .filter(([file]) => existsSync(file))
    .map(([file, { noticed, survivors }]) => ({ file, noticed, survivors: survivors.map((line) => read(file, line)) }));
}

/** The baseline with new results in place of those for the same files. */
export function merged(baseline: readonly FileResult[], results: readonly FileResult[]): readonly FileResult[] {
  const byFile = new Map([...baseline, ...results].map((result) => [result.file, result]));
  return [...byFile.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}

export function writeBaseline(results: readonly FileResult[]): void {
  const stored: Stored = Object.fromEntries(
    results.map(({ file, noticed, survivors }) => [file, { noticed, survivors: survivors.map(written) }]),
  );
  writeFileSync(FILE, `${JSON.stringify(stored, undefined, 1)}\n`);
}

const written = ({ mutator, original, replacement }: Mutant): string =>
  mutator + AFTER_MUTATOR + original + AFTER_ORIGINAL + replacement;

function read(file: string, line: string): Mutant {
  const [mutator = '', change = ''] = line.split(AFTER_MUTATOR);
  const [original = '', replacement = ''] = change.split(AFTER_ORIGINAL);
  return { file, mutator, original, replacement };
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

const nameOf = (mutant: Mutant): string => `${mutant.file}\n${written(mutant)}`;

import type { Effort, Figures, Row } from './row.ts';

/** The least from which a median and a spread can be told. */
const ROUNDS = 7;
const QUICK_ROUNDS = 3;

/** What each contender's runs measured, by its name, in the order of the rounds. */
export type Runs = Readonly<Record<string, readonly Figures[]>>;

/**
 * Runs all contenders of a row in turn, round after round, so that whatever else the machine does meets all of them.
 * Each round begins with another one, so that nobody always comes after the same neighbour.
 */
export async function measure({ contenders, isExact = false }: Row, effort: Effort): Promise<Runs> {
  const runs: Record<string, Figures[]> = Object.fromEntries(contenders.map(({ name }) => [name, []]));
  const rounds = isExact ? 1 : effort.quick ? QUICK_ROUNDS : ROUNDS;
  for (let round = 0; round < rounds; round += 1) {
    for (let place = 0; place < contenders.length; place += 1) {
      const contender = contenders[(round + place) % contenders.length];
      if (contender) runs[contender.name]?.push(await contender.run(effort));
    }
  }
  return runs;
}

export interface Comparison {
  /** The median, or the ratio of medians. */
  readonly value: number;
  /** The lowest and the highest of the rounds, each compared within its round. */
  readonly low: number;
  readonly high: number;
}

/** @returns nothing for a contender without that figure. */
export function spreadOf(runs: Runs, name: string, figure: string): Comparison | undefined {
  const values = figuresOf(runs, name, figure);
  if (values.length === 0) return undefined;
  return { value: median(values), low: Math.min(...values), high: Math.max(...values) };
}

/** @returns nothing when either lacks that figure. */
export function ratioOf(runs: Runs, name: string, base: string, figure: string): Comparison | undefined {
  const [values, bases] = [figuresOf(runs, name, figure), figuresOf(runs, base, figure)];
  if (values.length === 0 || values.length !== bases.length) return undefined;
  const ratios = values.map((value, round) => value / (bases[round] ?? Number.NaN));
  return { value: median(values) / median(bases), low: Math.min(...ratios), high: Math.max(...ratios) };
}

function figuresOf(runs: Runs, name: string, figure: string): readonly number[] {
  return (runs[name] ?? []).flatMap((figures) => figures[figure] ?? []);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[sorted.length / 2 - 1] ?? 0) + upper) / 2;
}

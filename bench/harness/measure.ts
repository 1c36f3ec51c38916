import type { Effort, Figures, Row } from './row.ts';

/** Minimum number of rounds for a median and a spread. */
const ROUNDS = 7;
const QUICK_ROUNDS = 3;

/** The figures of each contender, by its name, in the order of the rounds. */
export type Runs = Readonly<Record<string, readonly Figures[]>>;

/**
 * Runs all contenders of a row in turn, round after round, so that other load on the machine affects all of them.
 * Each round starts with the next contender, so that none always follows the same one.
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
  /** The lowest and the highest value of a round. A ratio compares figures of the same round. */
  readonly low: number;
  readonly high: number;
}

/** @returns `undefined` when the contender lacks that figure. */
export function spreadOf(runs: Runs, name: string, figure: string): Comparison | undefined {
  const values = figuresOf(runs, name, figure);
  if (values.length === 0) return undefined;
  return { value: median(values), low: Math.min(...values), high: Math.max(...values) };
}

/** @returns `undefined` when either contender lacks that figure. */
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

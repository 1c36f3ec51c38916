import { besides, numbersOf } from './describe.ts';
import { listed } from './phrasing.ts';
import { objectsIn } from './prompt-state.ts';
import type { Loose } from './schema.ts';
import type { ToolRun } from './tool-runs.ts';

/** The least number of shared properties that makes a comparison meaningful. */
const ENOUGH = 3;

interface Gap {
  readonly name: string;
  readonly own: number;
  readonly other: number;
}

/** The numeric properties that two objects share. */
function gapsOf(own: Loose, other: Loose): readonly Gap[] {
  return numbersOf(own).flatMap(([name, value]) => {
    const theirs = other[name];
    return typeof theirs === 'number' ? [{ name, own: value, other: theirs }] : [];
  });
}

const toWords = (gaps: readonly Gap[]): string => listed(gaps.map(({ name, own, other }) => besides(name, own, other)));

export interface Comparison {
  readonly text: string;
  /** The property in which the first object is furthest behind. */
  readonly weakest: string | undefined;
}

const shareOf = ({ own, other }: Gap): number => (other === 0 ? 0 : (own - other) / other);

/** Compares the numeric properties of two objects. */
export function compare(own: Loose, other: Loose): Comparison | undefined {
  const gaps = gapsOf(own, other);
  if (gaps.length < ENOUGH) return undefined;
  const ahead = gaps.filter((gap) => gap.own > gap.other);
  const level = gaps.filter((gap) => gap.own === gap.other);
  const behind = gaps.filter((gap) => gap.own < gap.other).toSorted((left, right) => shareOf(left) - shareOf(right));
  const parts = [
    ahead.length > 0 && `ahead in ${toWords(ahead)}`,
    level.length > 0 && `level in ${toWords(level)}`,
    behind.length > 0 && `behind in ${toWords(behind)}`,
  ];
  return { text: parts.filter(Boolean).join('; '), weakest: behind[0]?.name };
}

/** Compares the last two tool results, when they share numeric properties. */
export function compareRuns(runs: readonly ToolRun[]): string | undefined {
  const [first, second] = runs.filter(({ ok }) => ok).slice(-2);
  if (!first || !second || first.name === second.name) return undefined;
  for (const own of objectsIn(first.value)) {
    for (const other of objectsIn(second.value)) {
      const comparison = compare(own, other);
      if (comparison) return `Side by side, the first is ${comparison.text}.`;
    }
  }
  return undefined;
}

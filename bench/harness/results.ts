import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Runs } from './measure.ts';

const FILE = new URL('../results.json', import.meta.url);

/** The latest measurement of a row. */
export interface Result {
  readonly node: string;
  /** Date in UTC. */
  readonly at: string;
  readonly runs: Runs;
}

/** Results by row number. */
export type Results = ReadonlyMap<number, Result>;

export function readResults(): Results {
  if (!existsSync(FILE)) return new Map();
  const stored = JSON.parse(readFileSync(FILE, 'utf8')) as Readonly<Record<string, Result>>;
  return new Map(Object.entries(stored).map(([number, result]) => [Number(number), result]));
}

export function writeResults(results: Results): void {
  const sorted = [...results].sort(([a], [b]) => a - b);
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(sorted), rounded, 1)}\n`);
}

const SIGNIFICANT_DIGITS = 5;

const rounded = (_key: string, value: unknown) =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(SIGNIFICANT_DIGITS)) : value;

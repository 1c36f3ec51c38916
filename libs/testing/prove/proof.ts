import type { Latency } from '#infra/local/options';
import type { LocalStack } from '#infra/local/stack';

/** The durations of one operation. */
export interface Times {
  readonly what: string;
  /** Milliseconds. */
  readonly ms: readonly number[];
  /** Upper limit of the 99th percentile. */
  readonly goalMs?: number;
}

/** The result of a proof. */
export interface Finding {
  /** How often the promise was tested. */
  readonly n: number;
  readonly times: readonly Times[];
  /** One line per broken promise. The proof passes only when there are none. */
  readonly violations: readonly string[];
  /** Promises that were broken because the machine was too busy. The proof fails with them, too; the tests do not. */
  readonly late?: readonly string[];
  /** Details printed beside the numbers. */
  readonly notes: readonly string[];
}

/** One promise, tested over HTTP. */
export interface Proof {
  readonly name: string;
  /** The promise, as a sentence. */
  readonly promise: string;
  /** Number of tries at full size. */
  readonly size: number;
  /** The pace of the simulated model. */
  readonly latency: Latency;
  readonly run: (stack: LocalStack, size: number) => Promise<Finding>;
}

/** @returns the value below which `share` of all values lie; 0 when there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Why a finding fails: broken promises, times above their limits, or no tries at all. */
export function missesOf({ n, times, violations, late = [] }: Finding): readonly string[] {
  const slow = times.flatMap(({ what, ms, goalMs }) => {
    const p99 = Math.round(quantile(ms, 0.99));
    if (goalMs === undefined || p99 <= goalMs) return [];
    return [`${what}: p99 is ${p99} ms, above ${goalMs} ms`];
  });
  return [...violations, ...late, ...slow, ...(n === 0 ? ['no try was made'] : [])];
}

/** The durations of a finding, an operation a line. */
export const timesOf = ({ times }: Finding): readonly string[] =>
  times.map(({ what, ms }) => {
    const [p50, p99, max] = [quantile(ms, 0.5), quantile(ms, 0.99), Math.max(0, ...ms)].map(Math.round);
    return `${what} n ${ms.length}, p50 ${p50}, p99 ${p99}, max ${max} ms`;
  });

/** A finding in one line. */
export function lineOf(name: string, finding: Finding, tookMs: number): string {
  const { n, violations, late = [], notes } = finding;
  const verdict = missesOf(finding).length === 0 ? 'kept  ' : 'MISSED';
  const broken = `violations ${violations.length + late.length}`;
  const parts = [`n ${n}`, broken, ...timesOf(finding), ...notes, `${Math.round(tookMs / 1_000)} s`];
  return `${verdict} ${name.padEnd(26)} ${parts.join(' | ')}`;
}

import { patternOf } from './pattern.ts';

/** A test of one value of the request. */
export interface Condition {
  /** For example `s3:prefix`. */
  readonly key: string;
  /** One of them must match. */
  readonly patterns: readonly string[];
  /** Whether a request without the value passes: `StringLikeIfExists` instead of `StringLike`. */
  readonly isOptional: boolean;
}

type Context = Readonly<Record<string, string>>;

/** @returns a test of the context of a request. */
export function conditionOf(conditions: readonly Condition[]): (context: Context | undefined) => boolean {
  const tests = conditions.map(({ key, patterns, isOptional }) => {
    const expressions = patterns.map(patternOf);
    return (context: Context = {}) => {
      const value = context[key];
      return value === undefined ? isOptional : expressions.some((expression) => expression.test(value));
    };
  });
  return (context) => tests.every((test) => test(context));
}

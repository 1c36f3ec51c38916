import * as z from 'zod/mini';
import { createRandom } from './random.ts';

export const FaultTarget = z.enum(['dynamodb', 'bedrock', 's3', 'vectors', 'invoke', 'stream', 'rest']);
export type FaultTarget = z.infer<typeof FaultTarget>;

export const FaultKind = z.enum(['throttle', 'timeout', 'lost-response', 'duplicate', 'down']);
export type FaultKind = z.infer<typeof FaultKind>;

/** A rule that injects one kind of fault. */
export const FaultRule = z.strictObject({
  target: FaultTarget,
  kind: FaultKind,
  /** Probability per request. */
  probability: z._default(z.number().check(z.gte(0), z.lte(1)), 1),
  /** Maximum number of faults; without it, the rule applies until it is cleared. */
  times: z.optional(z.int().check(z.positive())),
});
export type FaultRule = z.output<typeof FaultRule>;

export interface Faults {
  add(rule: FaultRule): void;
  clear(): void;
  /** The fault of the next request to `target`, from the first rule that applies. */
  next(target: FaultTarget): FaultKind | undefined;
  /** The faults of one target. */
  of(target: FaultTarget): { next(): FaultKind | undefined };
}

/** Random faults, reproducible for the same seed and the same requests. */
export function createFaults(seed: number): Faults {
  const random = createRandom(seed);
  let rules: { rule: FaultRule; left: number }[] = [];
  const next = (target: FaultTarget): FaultKind | undefined => {
    for (const entry of rules) {
      if (entry.rule.target !== target || random() >= entry.rule.probability) continue;
      entry.left -= 1;
      if (entry.left <= 0) rules = rules.filter((other) => other !== entry);
      return entry.rule.kind;
    }
    return undefined;
  };
  return {
    add: (rule) => void rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }),
    clear: () => {
      rules = [];
    },
    next,
    of: (target) => ({ next: () => next(target) }),
  };
}

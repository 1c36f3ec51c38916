import * as z from 'zod/mini';

export const Count = z.int().check(z.nonnegative());

/** Tokens of one turn, summed over its model calls, as counted by the provider. */
export const Usage = z.object({
  inputTokens: Count,
  outputTokens: Count,
  cacheReadTokens: Count,
  cacheWriteTokens: Count,
});
export type Usage = z.infer<typeof Usage>;

export const NO_USAGE: Usage = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };

export const addUsage = (a: Usage, b: Usage): Usage => ({
  inputTokens: a.inputTokens + b.inputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
  cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
  cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
});

/** The charge of a turn in budget tokens. Cached input counts a tenth, as providers price it. */
export const chargeOf = (usage: Usage): number =>
  Math.ceil(usage.inputTokens + usage.outputTokens + usage.cacheWriteTokens + usage.cacheReadTokens / 10);

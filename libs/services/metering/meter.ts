import { addUsage, NO_USAGE, type Usage } from '#contract/usage';
import { estimateTokens } from './estimate.ts';

/** Counts what one model call uses, by estimate until the provider reports its numbers. */
export interface CallMeter {
  /** The call produced this. */
  produced(text: string): void;
  /** The call ended with the provider's own figures. */
  reported(usage: Usage): void;
  /** The provider broke off. Its output is kept by estimate; a call that it refused before any output costs nothing. */
  brokeOff(): void;
  /** We ended the call. A call that was sent costs its input, also when it had no output yet. */
  cancelled(): void;
}

/** Adds up what all model calls of one piece of work use. Calls may overlap: none changes the figures of another. */
export interface Meter {
  /** @param call - Its input by estimate, and the most output that it may have, in tokens. */
  begin(call: { readonly inputTokens: number; readonly maxTokens: number }): CallMeter;
  /** As of now, running calls included. */
  read(): Usage;
}

/** @param before - What earlier attempts have used. */
export function createMeter(before: Usage = NO_USAGE): Meter {
  let ended = before;
  const running = new Map<CallMeter, Usage>();

  return {
    begin({ inputTokens, maxTokens }) {
      const end = (usage: Usage) => {
        if (running.delete(call)) ended = addUsage(ended, usage);
      };
      const call: CallMeter = {
        produced(text) {
          const usage = running.get(call);
          if (!usage) return;
          // An estimate may be too high, but the output cannot exceed what the call was allowed.
          const outputTokens = Math.min(maxTokens, usage.outputTokens + estimateTokens(text));
          running.set(call, { ...usage, outputTokens });
        },
        reported: end,
        brokeOff() {
          const usage = running.get(call) ?? NO_USAGE;
          end(usage.outputTokens > 0 ? usage : NO_USAGE);
        },
        cancelled: () => end(running.get(call) ?? NO_USAGE),
      };
      running.set(call, { ...NO_USAGE, inputTokens });
      return call;
    },
    read: () => [...running.values()].reduce(addUsage, ended),
  };
}

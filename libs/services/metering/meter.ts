import { addUsage, NO_USAGE, type Usage } from '#contract/usage';
import { estimateTokens } from './estimate.ts';

/** Counts a turn's usage over all its model calls, by estimate until the provider reports its numbers. */
export interface Meter {
  /** A model call begins, with its estimated input and maximum output. */
  begin(call: { readonly inputTokens: number; readonly maxTokens: number }): void;
  /** The running call produced this text. */
  produced(text: string): void;
  /** The running call ended and the provider reported its usage. */
  reported(usage: Usage): void;
  /** The running call broke off. Its usage is estimated, and a call without output costs nothing. */
  brokeOff(): void;
  /** The usage so far, including the running call. */
  read(): Usage;
}

/** @param before - Usage of earlier attempts. */
export function createMeter(before: Usage = NO_USAGE): Meter {
  let settled = before;
  let running: Usage | undefined;
  let maxTokens = 0;

  const add = (usage: Usage) => {
    settled = addUsage(settled, usage);
    running = undefined;
  };
  return {
    begin(call) {
      running = { ...NO_USAGE, inputTokens: call.inputTokens };
      maxTokens = call.maxTokens;
    },
    produced(text) {
      // The estimate may be too high, but the output cannot exceed its limit.
      const outputTokens = Math.min(maxTokens, (running?.outputTokens ?? 0) + estimateTokens(text));
      if (running) running = { ...running, outputTokens };
    },
    reported: add,
    brokeOff() {
      if (running) add(running.outputTokens > 0 ? running : NO_USAGE);
    },
    read: () => (running ? addUsage(settled, running) : settled),
  };
}

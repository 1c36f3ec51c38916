import { addUsage, NO_USAGE, type Usage } from '#contract/usage';
import { estimateTokens } from './estimate.ts';

/** Counts what a turn has used, over all its model calls; by estimate until the provider gives its figures. */
export interface Meter {
  /** A model call begins, with so much input by estimate, and so much output at most. */
  begin(call: { readonly inputTokens: number; readonly maxTokens: number }): void;
  /** The running call produced this. */
  produced(text: string): void;
  /** The running call ended with the provider's own figures. */
  reported(usage: Usage): void;
  /** The running call broke off. What it produced is kept by estimate; a call that said nothing has cost nothing. */
  brokeOff(): void;
  /** As of now, the running call included. */
  read(): Usage;
}

/** @param before - What attempts before this one have used. */
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
      // An estimate may be too high; more than was allowed it cannot have been.
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

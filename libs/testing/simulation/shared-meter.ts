import { addUsage, NO_USAGE, type Usage } from '#contract/usage';
import { estimateTokens } from '#services/metering/estimate';
import type { CallMeter, Meter } from '#services/metering/meter';

/** One meter for the answer and side calls with room for a single running call: each call overwrites the one before. */
export function createSharedMeters(): (before?: Usage) => Meter {
  let shared: Meter | undefined;
  return (before = NO_USAGE) => {
    if (shared) return { begin: shared.begin, read: () => NO_USAGE };
    shared = createSlot(before);
    return shared;
  };
}

function createSlot(before: Usage): Meter {
  let ended = before;
  let running: Usage | undefined;
  const add = (usage: Usage) => {
    ended = addUsage(ended, usage);
    running = undefined;
  };
  const call: CallMeter = {
    produced(text) {
      if (running) running = { ...running, outputTokens: running.outputTokens + estimateTokens(text) };
    },
    reported: add,
    brokeOff() {
      if (running) add(running.outputTokens > 0 ? running : NO_USAGE);
    },
    cancelled: () => running && add(running),
  };
  return {
    begin({ inputTokens }) {
      running = { ...NO_USAGE, inputTokens };
      return call;
    },
    read: () => (running ? addUsage(ended, running) : ended),
  };
}

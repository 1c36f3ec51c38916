import type { Random } from './random.ts';
import type { Deed } from './write-names.ts';

/** How often each thing goes wrong, where it can. These are the odds that found bugs. */
const ODDS = {
  throttled: 0.03,
  lostResponse: 0.02,
  crashAfterWrite: 0.015,
  conflict: 0.02,
  modelBusy: 0.08,
  modelCut: 0.02,
  stallAtToken: 0.015,
  builderStall: 0.04,
  givesUp: 0.03,
  requestDropped: 0.1,
  requestDuplicated: 0.06,
  streamCut: 0.25,
  invokeLost: 0.15,
  invokeDuplicated: 0.2,
  sweptTwice: 0.25,
} as const;

export type Fault = keyof typeof ODDS;

export const SKEW_MS = 800;
export const STALL_MS = [4_000, 20_000] as const;

export const BUILDER_STALL_MS = [8_000, 40_000] as const;

/** How often a process stalls between what it has read and what it writes then: there, its conditions matter. */
const STALLS_BEFORE: Partial<Record<Deed, number>> = {
  claim: 0.05,
  takeover: 0.15,
  finish: 0.03,
  restart: 0.2,
  close: 0.05,
  tombstone: 0.1,
  park: 0.1,
  completeBuild: 0.1,
  expireSession: 0.1,
};

export interface Faults {
  stallsBefore(deed: Deed): boolean;
  strikes(fault: Fault): boolean;
  /** From now on nothing goes wrong any more. */
  stop(): void;
  isOver(): boolean;
}

export function createFaults(random: Random): Faults {
  let isOver = false;
  return {
    strikes: (fault) => !isOver && random.chance(ODDS[fault]),
    stallsBefore: (deed) => !isOver && random.chance(STALLS_BEFORE[deed] ?? 0),
    stop: () => {
      isOver = true;
    },
    isOver: () => isOver,
  };
}

import type { Random } from './random.ts';
import type { Deed } from './write-names.ts';

/** The faults that occur at random wherever they can. */
export type Fault =
  | 'throttled'
  | 'lostResponse'
  | 'crashAfterWrite'
  | 'conflict'
  /** Storage refuses the answer of a turn for its content, now and whenever it comes again. */
  | 'refused'
  | 'modelBusy'
  | 'modelCut'
  | 'stallAtToken'
  | 'toolThrows'
  | 'builderStall'
  | 'builderFails'
  | 'givesUp'
  | 'goesAway'
  | 'requestDropped'
  | 'requestDuplicated'
  | 'streamCut'
  | 'invokeLost'
  | 'invokeDuplicated'
  | 'sweptTwice';

/** The probability of each fault. */
export interface FaultMix {
  readonly odds: Readonly<Record<Fault, number>>;
  /** How long a process stalls, in milliseconds. */
  readonly stallMs: readonly [number, number];
  /** The probability that a process stalls between a read and the write that depends on it. */
  readonly stallsBefore: Partial<Record<Deed, number>>;
  /**
   * The probability that a write arrives only after another process has changed one of its items, so that its
   * conditions matter.
   */
  readonly overtaken: Partial<Record<Deed, number>>;
}

/** Exactly the odds of the specification. The cost of an answer is measured with them. */
export const SPECIFIED: FaultMix = {
  odds: {
    throttled: 0.03,
    lostResponse: 0.02,
    crashAfterWrite: 0.015,
    conflict: 0.02,
    refused: 0,
    modelBusy: 0.08,
    modelCut: 0.02,
    stallAtToken: 0.015,
    toolThrows: 0.05,
    builderStall: 0,
    builderFails: 0,
    givesUp: 0,
    goesAway: 0,
    requestDropped: 0.1,
    requestDuplicated: 0.06,
    streamCut: 0.25,
    invokeLost: 0.15,
    invokeDuplicated: 0.2,
    sweptTwice: 0,
  },
  stallMs: [4_000, 14_000],
  stallsBefore: { finish: 0.03 },
  overtaken: {},
};

/** No faults. */
export const CALM: FaultMix = {
  odds: Object.fromEntries(Object.keys(SPECIFIED.odds).map((fault) => [fault, 0])) as Record<Fault, number>,
  stallMs: [0, 0],
  stallsBefore: {},
  overtaken: {},
};

/** Higher odds, mainly where a single guard separates a race from a broken promise. */
export const ROUGH: FaultMix = {
  odds: { ...SPECIFIED.odds, refused: 0.04, builderStall: 0.06, givesUp: 0.03, goesAway: 0.06, sweptTwice: 0.25 },
  stallMs: [4_000, 20_000],
  stallsBefore: {
    claim: 0.03,
    takeover: 0.1,
    finish: 0.03,
    restart: 0.15,
    close: 0.03,
    tombstone: 0.1,
    park: 0.05,
    follow: 0.02,
    postpone: 0.2,
    completeBuild: 0.1,
  },
  overtaken: {
    claim: 0.06,
    takeover: 0.15,
    restart: 0.1,
    close: 0.2,
    park: 0.15,
    release: 0.2,
    tombstone: 0.1,
    stop: 0.3,
    expireSession: 0.3,
    delete: 0.5,
    postpone: 0.3,
    claimBuild: 0.15,
    completeBuild: 0.25,
  },
};

export const SKEW_MS = 800;
export const BUILDER_STALL_MS = [12_000, 45_000] as const;
/** How long a write waits to be overtaken, in milliseconds. */
export const OVERTAKEN_MS = [2_000, 20_000] as const;

export interface Faults {
  strikes(fault: Fault): boolean;
  stallsBefore(deed: Deed): boolean;
  overtakes(deed: Deed): boolean;
  /** The length of the next stall, in milliseconds. */
  stallMs(): number;
  /** Ends all faults. */
  stop(): void;
  isOver(): boolean;
}

export function createFaults(random: Random, { odds, stallMs, stallsBefore, overtaken }: FaultMix): Faults {
  let isOver = false;
  const happens = (probability = 0) => !isOver && random.chance(probability);
  return {
    strikes: (fault) => happens(odds[fault]),
    stallsBefore: (deed) => happens(stallsBefore[deed]),
    overtakes: (deed) => happens(overtaken[deed]),
    stallMs: () => random.between(...stallMs),
    stop: () => {
      isOver = true;
    },
    isOver: () => isOver,
  };
}

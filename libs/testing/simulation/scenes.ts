import { CALM, type FaultMix, ROUGH, SPECIFIED } from './faults.ts';

type Range = readonly [low: number, high: number];

/** What kind of day a schedule plays on: who is there, what they are used to, and what goes wrong. */
export interface Scene {
  readonly name: string;
  readonly mix: FaultMix;
  /** How long before a full hour, or a month's end, it begins, in milliseconds: then sessions are swept, or budgets anew. */
  readonly beforeTheHourMs: Range;
  readonly people: Range;
  readonly sessions: Range;
  /** How many have nearly used up their month, and how many tokens are left to them, at least and at most. */
  readonly poor: number;
  readonly leftTokens: Range;
  /** How many have nearly used up the minute's messages, and how many they have sent. */
  readonly hasty: number;
  readonly sentBefore: Range;
  /** How long a session lives after a turn, in milliseconds. */
  readonly idleMs: readonly number[];
  /** How often all tabs open at once, and three of each session. */
  readonly rushes: number;
  /** All tabs are open by then, in milliseconds. */
  readonly openedMs: number;
  readonly secondTab: number;
  readonly turns: Range;
  /** How often a step of an answer uses tools. */
  readonly uses: number;
  /** Between two messages of a tab, at most, in milliseconds. */
  readonly pauseMs: number;
  /** How often a message is the last one. */
  readonly goodbyes: number;
  /** How often people do what is not just waiting for an answer, and within how many milliseconds. */
  readonly stops: number;
  readonly stopsWithinMs: readonly number[];
  readonly leaves: number;
  readonly watches: number;
  readonly deletes: number;
  readonly deletesWithinMs: number;
  /** How long somebody without a network is away, in milliseconds. */
  readonly awayMs: Range;
  /** How often somebody who had no network for a while stops the turn, or deletes its session. */
  readonly losesHeart: number;
  readonly sweepEveryMs: number;
  /** People retry a failed build while things still go wrong. */
  readonly retriesEarly?: boolean;
  /** Of an order that is delivered more than once; two, when it is left out. */
  readonly deliveries?: number;
}

/** A bit of everything. */
export const EVERYDAY: Scene = {
  name: 'everyday',
  mix: ROUGH,
  beforeTheHourMs: [20_000, 60_000],
  people: [1, 2],
  sessions: [1, 3],
  poor: 0.5,
  leftTokens: [110, 1_500],
  hasty: 0.3,
  sentBefore: [6, 9],
  idleMs: [20_000, 45_000, 600_000],
  rushes: 0.25,
  openedMs: 15_000,
  secondTab: 0.3,
  turns: [1, 4],
  uses: 0,
  pauseMs: 3_000,
  goodbyes: 0.4,
  stops: 0.2,
  stopsWithinMs: [100, 6_000],
  leaves: 0.06,
  watches: 0.15,
  deletes: 0.08,
  deletesWithinMs: 40_000,
  awayMs: [8_000, 40_000],
  losesHeart: 0.1,
  sweepEveryMs: 60_000,
};

/** Servers die and wake up again, people lose their network and come back, and the month's budget is nearly gone. */
export const LOST_AND_FOUND: Scene = {
  ...EVERYDAY,
  name: 'lost and found',
  mix: {
    ...ROUGH,
    odds: { ...ROUGH.odds, crashAfterWrite: 0.04, stallAtToken: 0.08, modelCut: 0.05, goesAway: 0.3, streamCut: 0.5 },
    stallMs: [10_000, 19_000],
    stallsBefore: { ...ROUGH.stallsBefore, restart: 0.4 },
    overtaken: { ...ROUGH.overtaken, takeover: 0.85, park: 0.5, claim: 0.25, close: 0.3 },
  },
  people: [1, 1],
  sessions: [2, 3],
  poor: 1,
  leftTokens: [260, 520],
  hasty: 0,
  idleMs: [45_000, 600_000],
  rushes: 0,
  openedMs: 30_000,
  secondTab: 0.4,
  turns: [3, 6],
  pauseMs: 12_000,
  goodbyes: 0.1,
  stops: 0.3,
  stopsWithinMs: [6_000, 40_000],
  leaves: 0.02,
  deletes: 0.08,
  deletesWithinMs: 60_000,
  losesHeart: 0.3,
  sweepEveryMs: 15_000,
};

/** Servers die, and people lose their network, for so long that their turns are put aside before they come back. */
export const COMING_BACK: Scene = {
  ...LOST_AND_FOUND,
  name: 'coming back',
  mix: {
    ...ROUGH,
    odds: { ...ROUGH.odds, crashAfterWrite: 0.08, goesAway: 0.7, streamCut: 0.5, requestDropped: 0.02 },
    overtaken: { ...ROUGH.overtaken, takeover: 0.8, park: 0.1, claim: 0.35 },
  },
  sessions: [3, 3],
  leftTokens: [260, 700],
  secondTab: 0.6,
  deletes: 0.05,
  awayMs: [13_000, 30_000],
  losesHeart: 0.25,
  sweepEveryMs: 4_000,
};

/** Sessions end under the hands of those who write in them, and the sweeper comes often. */
export const CLOSING_TIME: Scene = {
  ...EVERYDAY,
  name: 'closing time',
  mix: {
    ...ROUGH,
    odds: { ...ROUGH.odds, stallAtToken: 0.04, goesAway: 0.15, crashAfterWrite: 0.03 },
    overtaken: { ...ROUGH.overtaken, claim: 0.3, takeover: 0.4, expireSession: 0.7, delete: 0.5 },
  },
  beforeTheHourMs: [3_000, 20_000],
  people: [1, 1],
  poor: 0,
  hasty: 0,
  idleMs: [3_000, 5_000, 9_000],
  rushes: 0.1,
  openedMs: 2_500,
  secondTab: 0.6,
  turns: [2, 4],
  goodbyes: 0.6,
  deletes: 0.3,
  deletesWithinMs: 30_000,
  sweepEveryMs: 5_000,
};

/** Everybody writes at once, in all tabs, and limits are near. */
export const RUSH_HOUR: Scene = {
  ...EVERYDAY,
  name: 'rush hour',
  mix: { ...ROUGH, overtaken: { ...ROUGH.overtaken, claim: 0.3 } },
  people: [1, 1],
  sessions: [2, 3],
  hasty: 0.8,
  sentBefore: [7, 9],
  rushes: 1,
  deletes: 0.15,
  turns: [1, 5],
  pauseMs: 500,
};

/** Coaches look things up and write things down before they answer, and the budget may not do for it. */
export const IN_STEPS: Scene = {
  ...EVERYDAY,
  name: 'in steps',
  mix: {
    ...ROUGH,
    odds: { ...ROUGH.odds, crashAfterWrite: 0.03 },
    overtaken: { ...ROUGH.overtaken, topUp: 0.3 },
  },
  leftTokens: [400, 3_000],
  idleMs: [45_000, 600_000],
  rushes: 0.1,
  uses: 0.6,
  stopsWithinMs: [2_000, 15_000],
};

/** Every interview ends at once, and builds fail, stall, and are delivered and ordered more than once. */
export const BUILDING_SITE: Scene = {
  ...EVERYDAY,
  name: 'building site',
  mix: {
    ...ROUGH,
    odds: { ...ROUGH.odds, builderFails: 0.4, builderStall: 0.4, invokeDuplicated: 1 },
    stallsBefore: { completeBuild: 0.3, failBuild: 0.4, failAbandonedBuild: 0.5, requeueBuild: 0.2 },
    overtaken: { completeBuild: 0.5, failBuild: 0.5, failAbandonedBuild: 0.2, requeueBuild: 0.3 },
  },
  people: [1, 1],
  sessions: [1, 2],
  poor: 0,
  hasty: 0,
  idleMs: [600_000],
  rushes: 0,
  openedMs: 1_000,
  secondTab: 0,
  turns: [1, 1],
  goodbyes: 1,
  stops: 0,
  leaves: 0,
  watches: 0,
  deletes: 0,
  sweepEveryMs: 4_000,
  retriesEarly: true,
  deliveries: 5,
};

/** Nothing goes wrong, and people stop at any moment: then the producer always answers. */
export const STOPS: Scene = {
  ...EVERYDAY,
  name: 'stops',
  mix: CALM,
  poor: 0,
  stops: 0.8,
  stopsWithinMs: [50, 4_000],
  deletes: 0,
  leaves: 0,
};

/** The specification's own odds, and people who stay: what an answer costs is measured here, and only here. */
export const AS_SPECIFIED: Scene = { ...EVERYDAY, name: 'as specified', mix: SPECIFIED, leaves: 0, deletes: 0 };

/** As often as they are named. */
export const SCENES: readonly Scene[] = [
  EVERYDAY,
  EVERYDAY,
  EVERYDAY,
  LOST_AND_FOUND,
  LOST_AND_FOUND,
  LOST_AND_FOUND,
  COMING_BACK,
  COMING_BACK,
  COMING_BACK,
  COMING_BACK,
  CLOSING_TIME,
  CLOSING_TIME,
  STOPS,
  RUSH_HOUR,
  RUSH_HOUR,
];

import { CALM, type FaultMix, ROUGH, SPECIFIED } from './faults.ts';

type Range = readonly [low: number, high: number];

/** The setting of a schedule: its users, their habits and the faults. */
export interface Scene {
  readonly name: string;
  readonly mix: FaultMix;
  /**
   * How long before a full hour or a month's end it begins, in milliseconds. At that time sessions are swept, or a new
   * budget period begins.
   */
  readonly beforeTheHourMs: Range;
  readonly people: Range;
  readonly sessions: Range;
  /**
   * The share of users who have nearly used up their month, and the tokens that they have left, at least and at most.
   */
  readonly poor: number;
  readonly leftTokens: Range;
  /** The share of users who have nearly used up the minute's messages, and how many they have sent. */
  readonly hasty: number;
  readonly sentBefore: Range;
  /** How long a session lives after a turn, in milliseconds. */
  readonly idleMs: readonly number[];
  /** How often all tabs open at once, with three for each session. */
  readonly rushes: number;
  /** The time by which all tabs are open, in milliseconds. */
  readonly openedMs: number;
  readonly secondTab: number;
  readonly turns: Range;
  /** How often a step of an answer uses tools. */
  readonly uses: number;
  /** The longest pause between two messages of a tab, in milliseconds. */
  readonly pauseMs: number;
  /** How often a message is the last one. */
  readonly goodbyes: number;
  /** How often users do something other than wait for an answer, and within how many milliseconds. */
  readonly stops: number;
  readonly stopsWithinMs: readonly number[];
  readonly leaves: number;
  readonly watches: number;
  readonly deletes: number;
  readonly deletesWithinMs: number;
  /** How long a user without a network is away, in milliseconds. */
  readonly awayMs: Range;
  /** How often a user stops the turn or deletes the session after some time without a network. */
  readonly losesHeart: number;
  readonly sweepEveryMs: number;
  /** Users retry a failed build while faults still occur. */
  readonly retriesEarly?: boolean;
  /** Of an order that is delivered more than once; two, when it is left out. */
  readonly deliveries?: number;
}

/** A mixture of everything. */
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

/** Servers crash and stall, users lose their network and come back, and the month's budget is nearly used up. */
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

/** Servers crash, and users lose their network for so long that their turns are parked before they come back. */
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

/** Sessions expire and are deleted while users write in them, and the sweeper runs often. */
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

/** All tabs write at once, near the limits. */
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

/** Coaches use tools before they answer, and the budget may be too small for it. */
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

/** No faults, and users stop at any moment. The producer always answers. */
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

/** The specification's odds, and users who stay. The cost of an answer is measured only here. */
export const AS_SPECIFIED: Scene = { ...EVERYDAY, name: 'as specified', mix: SPECIFIED, leaves: 0, deletes: 0 };

/** A scene that is listed more often plays more often. */
export const SCENES: readonly Scene[] = [
  ...[EVERYDAY, EVERYDAY, EVERYDAY],
  ...[LOST_AND_FOUND, LOST_AND_FOUND, LOST_AND_FOUND],
  ...[COMING_BACK, COMING_BACK, COMING_BACK, COMING_BACK],
  ...[CLOSING_TIME, CLOSING_TIME],
  STOPS,
  ...[RUSH_HOUR, RUSH_HOUR],
];

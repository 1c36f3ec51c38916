import type { Tier } from '#contract/tiers';
import type { Ids } from '#ports/clock';
import { CoachError, Fenced, WriteRefused } from '#ports/errors';
import { ModelFailure } from '#ports/model';
import { createCountingIds } from '../manual-clock.ts';
import { createMemoryDynamo, type MemoryDynamo } from '../memory-dynamo/engine.ts';
import { tableDefinitions } from '../tables.ts';
import { type Actor, createActor } from './actor.ts';
import { createFaults, type Faults, SKEW_MS } from './faults.ts';
import type { Mutant } from './mutant.ts';
import { createOvertaking, type Overtaking } from './overtaking.ts';
import { createRandom, type Random } from './random.ts';
import { IN_STEPS, SCENES, type Scene } from './scenes.ts';
import { traceLine, withNames } from './trace-words.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';
import type { Deed } from './write-names.ts';

/** Sessions are swept at the full hour. At the end of a month a new budget period begins too. */
const AN_HOUR = Date.parse('2026-11-21T11:00:00Z');
const A_MONTH = Date.parse('2026-12-01T00:00:00Z');

/** One seed in this many uses tools. */
const IN_STEPS_EVERY = 7;

/** One seed in this many has coaches that prepare. */
const PREPARES_EVERY = 3;

/** One seed in this many gives each user one preview. */
const PREVIEWS_EVERY = 5;

/** One seed in this many has free users who have no preview. */
const FREE_EVERY = 4;

const HOUR_MS = 60 * 60_000;
/** How long after an item's TTL DynamoDB removes it, in milliseconds. */
const TTL_LATE_MS = [0, HOUR_MS, 48 * HOUR_MS, Number.POSITIVE_INFINITY] as const;

/** A user's message, and its result as the user's clients see it. */
export interface Message {
  readonly sub: string;
  readonly sessionId: string;
  readonly text: string;
  readonly parentTurnId: string | undefined;
  readonly turnId: string;
  /** Whether a `start` has reached the client. */
  isAcknowledged: boolean;
  /** Whether the user has closed the tab for good. */
  hasLeft: boolean;
  /** Whether the client is done with it. */
  isOver: boolean;
  /** The terminal event that was shown, and the answer. */
  shown?: { readonly type: string; readonly text: string };
}

export interface Violation {
  readonly promise: string;
  readonly message: string;
  readonly atMs: number;
  /** The last write, and its process. */
  readonly by: string;
}

/** The complete state of one schedule. */
export interface World {
  readonly random: Random;
  readonly time: VirtualTime;
  /** The start of the run, in milliseconds since the epoch. */
  readonly startedAt: number;
  readonly scene: Scene;
  /** Whether coaches prepare, and work beside their answers. */
  readonly prepares: boolean;
  /** Whether each user has one preview message of the coach. */
  readonly previews: boolean;
  /** The tier of all users. Only the free one has a preview, and only the others ask beside the claim. */
  readonly tier: Tier;
  readonly faults: Faults;
  readonly overtaking: Overtaking;
  readonly ttlLateMs: number;
  readonly dynamo: MemoryDynamo;
  readonly ids: Ids;
  readonly mutant: Mutant | undefined;
  readonly violations: readonly Violation[];
  readonly messages: Message[];
  /** Sessions that a user asked to delete, by their partition; true once the server has answered. */
  readonly deletions: Map<string, boolean>;
  /** The last known usage of each turn, in tokens. */
  readonly used: Map<string, number>;
  /** Input tokens that each process sent to the model: estimates for running calls, reports for ended ones. */
  readonly asked: Map<string, number>;
  /** Input tokens, by estimate, that each process has sent to the model since it last read a turn to decide. */
  readonly begun: Map<string, number>;
  /** Text that servers have sent, by turn, epoch and sequence number. */
  readonly sent: Map<string, Map<number, string>>;
  /** When the stop of a turn was asked for, by turn and epoch, milliseconds. */
  readonly stopsAsked: Map<string, number>;
  /** The epochs of each turn in which its producer has shown something. */
  readonly shown: Map<string, Set<number>>;
  /** When the first shown event of a turn's epoch was stored, and when each process has last begun to read that epoch. */
  readonly shownStored: Map<string, number>;
  readonly eventsRead: Map<string, number>;
  /** The process that owns or owned each epoch of a turn. */
  readonly producers: Map<string, string>;
  /** How often storage has refused the answer of each turn. */
  readonly refused: Map<string, number>;
  readonly counts: { modelCalls: number; completed: number; writes: number; turns: number };
  /** Tokens that reached the model for users: reports for ended calls, estimates for the others. */
  readonly reached: { tokens: number };
  readonly isTraced: boolean;
  /** Adds a line to the trace. */
  note(actor: string, text: string): void;
  violate(promise: string, message: string): void;
  spawn(name: string): Actor;
  /** Records the process and the purpose of the next write. */
  writing(actor: Pick<Actor, 'name'>, deed: Deed): void;
  writer(): { readonly name: string; readonly deed: Deed };
}

export interface WorldOptions {
  readonly mutant?: Mutant | undefined;
  readonly trace?: ((line: string) => void) | undefined;
  /** The scene of all schedules; a random one when absent. */
  readonly scene?: Scene | undefined;
  /** Whether coaches prepare; one schedule in three when absent. */
  readonly prepares?: boolean | undefined;
  /** Whether each user has one preview; one schedule in five when absent. */
  readonly previews?: boolean | undefined;
}

export function createWorld(seed: number, { mutant, trace, ...options }: WorldOptions): World {
  const random = createRandom(seed);
  const anyScene = random.pick(SCENES);
  const scene = options.scene ?? (seed % IN_STEPS_EVERY === 0 ? IN_STEPS : anyScene);
  const time = createVirtualTime(random);
  const startedAt = (random.chance(0.2) ? A_MONTH : AN_HOUR) - random.between(...scene.beforeTheHourMs);
  const violations: Violation[] = [];
  const messages: Message[] = [];
  const previews = options.previews ?? seed % PREVIEWS_EVERY === 0;
  let actors = 0;
  let writer: { name: string; deed: Deed } = { name: 'nobody', deed: 'other' };
  const named = (text: string) =>
    withNames(
      text,
      messages.map(({ turnId }) => turnId),
    );
  return {
    random,
    time,
    startedAt,
    scene,
    prepares: options.prepares ?? seed % PREPARES_EVERY === 0,
    previews,
    tier: previews || seed % FREE_EVERY === 0 ? 'free' : 'pro',
    faults: createFaults(random, scene.mix),
    overtaking: createOvertaking(time),
    ttlLateMs: random.pick(TTL_LATE_MS),
    dynamo: createMemoryDynamo(tableDefinitions, () => startedAt + time.now()),
    ids: createCountingIds(),
    mutant,
    violations,
    messages,
    deletions: new Map(),
    used: new Map(),
    asked: new Map(),
    begun: new Map(),
    sent: new Map(),
    stopsAsked: new Map(),
    shown: new Map(),
    producers: new Map(),
    shownStored: new Map(),
    eventsRead: new Map(),
    refused: new Map(),
    counts: { modelCalls: 0, completed: 0, writes: 0, turns: 0 },
    reached: { tokens: 0 },
    isTraced: trace !== undefined,
    note: (actor, text) => trace?.(traceLine(time.now(), actor, named(text))),
    violate: (promise, message) => {
      violations.push({ promise, message: named(message), atMs: time.now(), by: `${writer.deed} by ${writer.name}` });
    },
    spawn: (name) => {
      actors += 1;
      return createActor(`${name}-${actors}`, random.between(-SKEW_MS, SKEW_MS), { time, random, startedAt });
    },
    writing: (actor, deed) => {
      writer = { name: actor.name, deed };
    },
    writer: () => writer,
  };
}

export const isForeseen = (error: unknown): boolean =>
  error instanceof ModelFailure ||
  error instanceof Fenced ||
  error instanceof WriteRefused ||
  error instanceof InvocationLost ||
  error instanceof ToolBroke ||
  (error instanceof CoachError && error.code !== 'internal');

/** Lambda did not accept an invocation. */
export class InvocationLost extends Error {
  override readonly name = 'InvocationLost';
}

/** An unexpected failure inside a tool. The turn continues. */
export class ToolBroke extends Error {
  override readonly name = 'ToolBroke';
}

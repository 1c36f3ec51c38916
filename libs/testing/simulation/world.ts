import type { Ids } from '#ports/clock';
import { CoachError, Fenced } from '#ports/errors';
import { ModelFailure } from '#ports/model';
import { createCountingIds } from '../manual-clock.ts';
import { createMemoryDynamo, type MemoryDynamo } from '../memory-dynamo/engine.ts';
import { tableDefinitions } from '../tables.ts';
import { type Actor, createActor } from './actor.ts';
import { createFaults, type Faults, SKEW_MS } from './faults.ts';
import type { Mutant } from './mutant.ts';
import { createRandom, type Random } from './random.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';
import type { Deed } from './write-names.ts';

/** The full hour, at which sessions are swept, comes soon. */
const ON_A_DAY = Date.parse('2026-11-21T10:59:00Z');
/** A new budget period begins in the middle of the run. */
const BEFORE_A_MONTH = Date.parse('2026-11-30T23:58:50Z');

/** A message of a person, and what became of it in the eyes of their clients. */
export interface Message {
  readonly sub: string;
  readonly sessionId: string;
  readonly text: string;
  readonly parentTurnId: string | undefined;
  readonly turnId: string;
  /** A `start` has reached the client. */
  isAcknowledged: boolean;
  isStopped: boolean;
  /** The person has closed the tab, and comes back no more. */
  hasLeft: boolean;
  /** The client is done with it. */
  isOver: boolean;
  /** The terminal event that was shown, and the answer. */
  shown?: { readonly type: string; readonly text: string };
}

export interface Violation {
  readonly promise: string;
  readonly message: string;
  readonly atMs: number;
}

/** Everything that one schedule is made of. */
export interface World {
  readonly random: Random;
  readonly time: VirtualTime;
  /** Of the run, in milliseconds since the epoch. */
  readonly startedAt: number;
  readonly faults: Faults;
  readonly dynamo: MemoryDynamo;
  readonly ids: Ids;
  readonly mutant: Mutant | undefined;
  readonly violations: readonly Violation[];
  readonly messages: Message[];
  readonly counts: { modelCalls: number; completed: number; writes: number; turns: number };
  /** A line of the trace. */
  note(actor: string, text: string): void;
  violate(promise: string, message: string): void;
  spawn(name: string): Actor;
  /** Who writes next, and what. */
  writing(actor: Actor, deed: Deed): void;
  writer(): { readonly name: string; readonly deed: Deed };
}

export interface WorldOptions {
  readonly mutant?: Mutant | undefined;
  readonly trace?: ((line: string) => void) | undefined;
}

export function createWorld(seed: number, { mutant, trace }: WorldOptions): World {
  const random = createRandom(seed);
  const time = createVirtualTime(random);
  const startedAt = (random.chance(0.1) ? BEFORE_A_MONTH : ON_A_DAY) + random.between(0, 40_000);
  const violations: Violation[] = [];
  let actors = 0;
  let writer: { name: string; deed: Deed } = { name: 'nobody', deed: 'other' };
  const note = (actor: string, text: string) =>
    trace?.(`${String(time.now()).padStart(8)} ${actor.padEnd(14)} ${text}`);
  return {
    random,
    time,
    startedAt,
    faults: createFaults(random),
    dynamo: createMemoryDynamo(tableDefinitions, () => startedAt + time.now()),
    ids: createCountingIds(),
    mutant,
    violations,
    messages: [],
    counts: { modelCalls: 0, completed: 0, writes: 0, turns: 0 },
    note,
    violate: (promise, message) => {
      violations.push({ promise, message, atMs: time.now() });
      note('!!!', `${promise}: ${message}`);
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
  error instanceof InvocationLost ||
  (error instanceof CoachError && error.code !== 'internal');

/** Lambda did not take an invocation. */
export class InvocationLost extends Error {
  override readonly name = 'InvocationLost';
}

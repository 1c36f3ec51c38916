import { removalTime } from '#contract/coaches';
import type { Due, DueItem } from '#ports/due';
import { CoachError } from '#ports/errors';
import type { GenerationRef, Generations } from '#ports/generations';
import type { SessionRef } from '#ports/session-records';
import type { Sessions } from '#ports/sessions';
import type { TurnRef } from '#ports/turn-records';
import { removeSession } from './remove-session.ts';
import { type StartJobsDeps, startJobs } from './start-jobs.ts';
import { type CloseDeps, closeTurn, isUnfinished, parkTurn, type Unfinished } from './turn/close-turn.ts';
import { isAlive, isOver } from './turn/decide.ts';

export interface SweepDeps extends CloseDeps, StartJobsDeps {
  readonly due: Due;
  readonly sessions: Sessions;
  readonly generations: Generations;
}

export interface SweepOptions {
  /** Only counts the actions, without writes. */
  readonly dryRun: boolean;
  /** When to stop. The remaining items wait for the next sweep. */
  readonly deadline: AbortSignal;
}

/** Result of a sweep. */
export interface Swept {
  readonly parked: number;
  readonly givenUp: number;
  readonly released: number;
  readonly sessionsExpired: number;
  /** Ended and expired sessions whose time of keeping is over. */
  readonly sessionsRemoved: number;
  readonly generationsFailed: number;
  readonly ordersStarted: number;
  /** Items that were read and not changed. */
  readonly left: number;
  /** True when all due items were read. */
  readonly isWhole: boolean;
}

type Deed = Exclude<keyof Swept, 'isWhole'>;

/** First pause before the retry of an order, in milliseconds. Doubled for each attempt, up to half an hour. */
const ORDER_PAUSE_MS = 60_000;
const ORDER_PAUSE_MAX_MS = 30 * 60_000;

/**
 * Processes all due items: parks turns whose producer died, fails parked turns that were not requested again, releases
 * expired holds, marks sessions as expired, starts the jobs of lost orders. Each write is conditional on what was read,
 * so concurrent or repeated sweeps have the effect of one.
 */
export async function sweep({ dryRun, deadline }: SweepOptions, deps: SweepDeps): Promise<Swept> {
  const counts: Record<Deed, number> = {
    parked: 0,
    givenUp: 0,
    released: 0,
    sessionsExpired: 0,
    sessionsRemoved: 0,
    generationsFailed: 0,
    ordersStarted: 0,
    left: 0,
  };
  const now = deps.clock.now();
  for (let shard = 0; shard < deps.due.shards; shard += 1) {
    for await (const page of deps.due.list(shard, now)) {
      for (const item of page) {
        if (deadline.aborted) return { ...counts, isWhole: false };
        counts[await attend(item, dryRun, deps)] += 1;
      }
    }
  }
  for (const [deed, count] of Object.entries(counts)) if (count > 0) deps.telemetry.count('Swept', { deed }, count);
  return { ...counts, isWhole: true };
}

/** A failure of one item must not block the others. */
async function attend(item: DueItem, dryRun: boolean, deps: SweepDeps): Promise<Deed> {
  try {
    return await deedFor(item, dryRun, deps);
  } catch (error) {
    if (!(error instanceof CoachError)) throw error;
    deps.telemetry.log('warn', 'something due could not be done', { error, type: item.type });
    return 'left';
  }
}

async function deedFor(item: DueItem, dryRun: boolean, deps: SweepDeps): Promise<Deed> {
  const { due, clock } = deps;
  switch (item.type) {
    case 'turn':
      return endOrPark(item.ref, dryRun, deps);
    case 'reservation':
      return releaseUnlessNeeded(item.ref, item.period, dryRun, deps);
    case 'session':
      return closeSession(item.ref, dryRun, deps);
    case 'generation':
      return failGeneration(item.ref, dryRun, deps);
    case 'order': {
      if (dryRun) return 'ordersStarted';
      const pauseMs = Math.min(ORDER_PAUSE_MAX_MS, ORDER_PAUSE_MS * 2 ** item.attempts);
      await due.postpone(item.order, item.attempts + 1, clock.now() + pauseMs);
      await startJobs([item.order], deps);
      return 'ordersStarted';
    }
    default:
      return item satisfies never;
  }
}

/** An active session expires. One that is over already is due because its time of keeping has passed. */
async function closeSession(ref: SessionRef, dryRun: boolean, deps: SweepDeps): Promise<Deed> {
  const { due, sessions, clock } = deps;
  const session = await sessions.get(ref);
  if (!session) return 'left';
  const now = clock.now();
  if (session.status === 'active') {
    return dryRun || (await due.expireSession(ref, now, removalTime(ref.kind, now))) ? 'sessionsExpired' : 'left';
  }
  if (removalTime(ref.kind, now) === undefined) return 'left';
  if (!dryRun) await removeSession(ref, session, deps);
  return 'sessionsRemoved';
}

/** Pictures whose worker has left no trace. */
async function failGeneration(ref: GenerationRef, dryRun: boolean, { generations, clock }: SweepDeps): Promise<Deed> {
  const read = await generations.get(ref);
  const now = clock.now();
  if (!read || Date.parse(read.deadline) > now) return 'left';
  return dryRun || (await generations.end(read, { code: 'deadline_exceeded', now })) ? 'generationsFailed' : 'left';
}

async function endOrPark(ref: TurnRef, dryRun: boolean, deps: SweepDeps): Promise<Deed> {
  const found = await deps.turns.find(ref);
  const { turn } = found;
  if (!turn || isOver(turn) || isAlive(turn, deps.clock.now()) || !isUnfinished(found)) return 'left';
  const deed = turn.state === 'parked' || turn.stopAt !== undefined ? 'givenUp' : 'parked';
  if (dryRun) return deed;
  const unfinished = found as Unfinished;
  const isDone =
    deed === 'parked'
      ? await parkTurn(ref, unfinished, deps)
      : await closeTurn(ref, unfinished, deps, turn.stopAt === undefined ? 'attempts_exhausted' : undefined);
  return isDone ? deed : 'left';
}

/** A turn that is not over settles its own hold, so only a hold without a running turn is released here. */
async function releaseUnlessNeeded(ref: TurnRef, period: string, dryRun: boolean, deps: SweepDeps): Promise<Deed> {
  const turn = await deps.turns.read(ref);
  if (turn && !isOver(turn)) return 'left';
  return dryRun || (await deps.due.releaseReservation(ref, period, deps.clock.now())) ? 'released' : 'left';
}

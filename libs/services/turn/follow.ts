import { isTerminal } from '#contract/events';
import type { EventId } from '#contract/ids';
import type { Frame } from '#contract/sse';
import type { Clock } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { TurnRecord, TurnRef } from '#ports/turn-records';
import type { Turns } from '#ports/turns';
import { type CountDeps, countRequest } from '../count-request.ts';
import { followRate } from '../rates.ts';
import { isAlive, isOver } from './decide.ts';
import { FOLLOW_MS, FOLLOW_WISH_MS } from './parameters.ts';
import type { Sent } from './sent.ts';

export interface Following {
  readonly ref: TurnRef;
  /** As it was read. */
  readonly turn: TurnRecord;
  readonly cursor: EventId | undefined;
  readonly sent: Sent;
  /** The deadline of the reader. */
  readonly deadline: AbortSignal;
  /** How long to follow, in milliseconds; until the end where it is absent. */
  readonly followMs?: number | undefined;
}

/** How a stream of events ended: `again` before its turn did, because the reader had its time. */
export type StreamEnd = 'again' | undefined;

/**
 * Counts a follow that a request opens. The request may go on to follow other producers of its turn.
 * @throws {CoachError} `rate_limited`
 */
export const countFollow = (sub: string, followMs: number | undefined, deps: CountDeps): Promise<void> =>
  countRequest(sub, followRate(deps.clock.now(), followMs), deps);

/**
 * Follows another producer by polling its event log. The log of a later epoch begins with `reset`, so a reader of an
 * older epoch learns about the restart. Ignores a cursor of an epoch that is not running.
 *
 * @returns true after the terminal event; false when the turn has to be read again: the producer is dead, the turn was
 * parked or removed, storage does not answer, or the reader's deadline has passed.
 */
export async function* follow(
  deps: { readonly turns: Turns; readonly clock: Clock },
  following: Following,
): AsyncGenerator<Frame, boolean | 'again', undefined> {
  try {
    return yield* readAlong(deps, following);
  } catch (error) {
    if (!(error instanceof CoachError)) throw error;
    return false;
  }
}

async function* readAlong(
  { turns, clock }: { readonly turns: Turns; readonly clock: Clock },
  { ref, turn: begun, cursor, sent, deadline, followMs = Number.POSITIVE_INFINITY }: Following,
): AsyncGenerator<Frame, boolean | 'again', undefined> {
  const until = clock.now() + followMs;
  let seen: EventId = cursor?.epoch === begun.epoch ? cursor : { epoch: begun.epoch, seq: 0 };
  let turn: TurnRecord | undefined = begun;
  let wishedAt = Number.NEGATIVE_INFINITY;
  while (turn && !deadline.aborted) {
    sent.used(turn.usage);
    if (turn.epoch > seen.epoch) seen = { epoch: turn.epoch, seq: 0 };
    const { seq } = seen;
    const log = await turns.readEvents(ref, seen.epoch, 0).catch(unlessAway([]));
    if (log.length > 0) sent.had(log.filter(({ id }) => (id?.seq ?? 0) <= seq));
    for (const frame of log) {
      if ((frame.id?.seq ?? 0) <= seq) continue;
      yield frame;
      if (frame.id) seen = frame.id;
      if (isTerminal(frame.event)) return true;
    }
    if (isOver(turn) || !isAlive(turn, clock.now())) return false;
    if (clock.now() >= until) return 'again';
    if (clock.now() - wishedAt >= FOLLOW_WISH_MS / 2) {
      wishedAt = clock.now();
      await turns.follow(ref, turn.epoch, wishedAt + FOLLOW_WISH_MS).catch(unlessAway(undefined));
    }
    await clock.sleep(FOLLOW_MS, deadline);
    turn = await turns.read(ref).catch(unlessAway(turn));
  }
  return false;
}

/** Keeps the last state that was read while storage does not answer; its lease expires meanwhile. */
const unlessAway =
  <Known>(known: Known) =>
  (error: unknown): Known => {
    if (error instanceof CoachError && error.code === 'dependency_unavailable') return known;
    throw error;
  };

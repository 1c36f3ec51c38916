import { isTerminal } from '#contract/events';
import type { EventId } from '#contract/ids';
import type { Frame } from '#contract/sse';
import { CoachError } from '#ports/errors';
import type { TurnRecord, TurnRef } from '#ports/turn-records';
import type { Turns } from '#ports/turns';
import type { CountDeps } from '../count-request.ts';
import { isAlive, isOver } from './decide.ts';
import { countFollow, follow, type StreamEnd } from './follow.ts';
import { MAX_EPOCHS } from './parameters.ts';
import { replay } from './replay.ts';
import { createSent } from './sent.ts';

export interface Watching {
  readonly ref: TurnRef;
  /** The last event that the reader has received. */
  readonly cursor: EventId | undefined;
  readonly deadline: AbortSignal;
  /** How long to follow, in milliseconds; until the end where it is absent. */
  readonly followMs?: number | undefined;
  /** Whether a finished turn is replayed; otherwise nothing is sent of it. */
  readonly replaysFinished?: boolean;
  /** Called when the turn is running: it may have nothing to say for a while. */
  readonly accept: () => void;
}

export interface WatchDeps extends CountDeps {
  readonly turns: Turns;
}

/**
 * Streams a running or finished turn without requesting it: never claims or takes over. A stream that ends without a
 * terminal event is not finished. When the session is deleted meanwhile, it ends with `aborted` and what was sent.
 *
 * @throws {CoachError} `not_found` when the session does not exist; `rate_limited` when the turn runs.
 */
export async function* watchTurn(
  deps: WatchDeps,
  { ref, cursor, deadline, followMs, accept, replaysFinished = true }: Watching,
): AsyncGenerator<Frame, StreamEnd, undefined> {
  const { turns } = deps;
  let seen = cursor;
  let hasSpoken = false;
  const sent = createSent(ref);
  for (let reads = 1; reads <= MAX_EPOCHS && !deadline.aborted; reads += 1) {
    const found = await turns.find(ref).catch((error: unknown): undefined => {
      if (!hasSpoken) throw error;
    });
    if (!found) return undefined; // storage does not answer
    const { session, turn } = found;
    if (!session && !turn) {
      if (!hasSpoken) throw new CoachError('not_found', 'no such session');
      yield sent.aborted();
      return undefined;
    }
    if (!turn) return undefined;
    if (isOver(turn)) {
      if (hasSpoken || (replaysFinished && !(await isAtEnd(turns, ref, turn, seen))))
        yield* replay(turns, ref, turn, seen);
      return undefined;
    }
    // The producer is dead or the turn is parked. Only a repeated request of the turn continues it.
    if (!isAlive(turn, deps.clock.now())) return undefined;
    if (!hasSpoken) await countFollow(ref.sub, followMs, deps);
    accept();
    hasSpoken = true;
    const following = follow(deps, { ref, turn, cursor: seen, sent, deadline, followMs });
    for (;;) {
      const { value, done } = await following.next();
      if (done && value) return value === 'again' ? value : undefined;
      if (done) break;
      seen = value.id ?? seen;
      sent.add(value);
      yield value;
    }
  }
  return undefined;
}

/** Whether the reader has seen the terminal event. */
async function isAtEnd(
  turns: Turns,
  ref: TurnRef,
  { epoch }: TurnRecord,
  cursor: EventId | undefined,
): Promise<boolean> {
  if (cursor?.epoch !== epoch) return false;
  const last = (await turns.readEvents(ref, epoch, cursor.seq - 1)).at(-1);
  return last !== undefined && last.id?.seq === cursor.seq && isTerminal(last.event);
}

import { isTerminal } from '#contract/events';
import type { EventId } from '#contract/ids';
import type { Frame } from '#contract/sse';
import type { Clock } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { TurnRecord, TurnRef } from '#ports/turn-records';
import type { Found, Turns } from '#ports/turns';
import { isOver } from './decide.ts';
import { follow, type StreamEnd } from './follow.ts';
import { MAX_EPOCHS } from './parameters.ts';
import { replay } from './replay.ts';

export interface Watching {
  readonly ref: TurnRef;
  /** The last event that the reader has received. */
  readonly cursor: EventId | undefined;
  readonly deadline: AbortSignal;
  /** Called when the turn is running, possibly long before its next event. */
  readonly followMs?: number | undefined;
  /** Whether a finished turn is replayed; otherwise nothing is sent of it. */
  readonly replaysFinished?: boolean;
  /** Called when the turn is running: it may have nothing to say for a while. */
  readonly accept: () => void;
}

/**
 * Streams a running or finished turn without requesting it: never claims or takes over. A stream that ends without a
 * terminal event is not finished.
 *
 * @throws {CoachError} `not_found` when the session does not exist.
 */
export async function* watchTurn(
  { turns, clock }: { readonly turns: Turns; readonly clock: Clock },
  { ref, cursor, deadline, followMs, accept, replaysFinished = true }: Watching,
): AsyncGenerator<Frame, StreamEnd, undefined> {
  let seen = cursor;
  let hasSpoken = false;
  for (let reads = 1; reads <= MAX_EPOCHS && !deadline.aborted; reads += 1) {
    const { session, turn } = await turns.find(ref).catch((error: unknown): Partial<Found> => {
      if (!hasSpoken) throw error;
      return {};
    });
    if (!session && !turn && hasSpoken) return undefined; // deleted meanwhile, or storage does not answer
    if (!session && !turn) throw new CoachError('not_found', 'no such session');
    if (!turn || turn.state === 'parked') return undefined;
    if (isOver(turn)) {
      if (hasSpoken || (replaysFinished && !(await isAtEnd(turns, ref, turn, seen))))
        yield* replay(turns, ref, turn, seen);
      return undefined;
    }
    accept();
    hasSpoken = true;
    const following = follow({ turns, clock }, { ref, turn, cursor: seen, deadline, followMs });
    for (;;) {
      const { value, done } = await following.next();
      if (done && value) return value === 'again' ? value : undefined;
      if (done) break;
      seen = value.id ?? seen;
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

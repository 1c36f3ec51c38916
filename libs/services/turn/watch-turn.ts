import type { EventId } from '#contract/ids';
import type { Frame } from '#contract/sse';
import type { Clock } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { TurnRef } from '#ports/turn-records';
import type { Found, Turns } from '#ports/turns';
import { isOver } from './decide.ts';
import { follow } from './follow.ts';
import { MAX_EPOCHS } from './parameters.ts';
import { replay } from './replay.ts';

export interface Watching {
  readonly ref: TurnRef;
  /** The last event that the reader has received. */
  readonly cursor: EventId | undefined;
  readonly deadline: AbortSignal;
  /** Called when the turn is running, possibly long before its next event. */
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
  { ref, cursor, deadline, accept }: Watching,
): AsyncGenerator<Frame, void, undefined> {
  let seen = cursor;
  let hasSpoken = false;
  for (let reads = 1; reads <= MAX_EPOCHS && !deadline.aborted; reads += 1) {
    const { session, turn } = await turns.find(ref).catch((error: unknown): Partial<Found> => {
      if (!hasSpoken) throw error;
      return {};
    });
    if (!session && !turn && hasSpoken) return; // deleted meanwhile, or storage does not answer
    if (!session && !turn) throw new CoachError('not_found', 'no such session');
    if (!turn || turn.state === 'parked') return;
    if (isOver(turn)) return yield* replay(turns, ref, turn, seen);
    accept();
    hasSpoken = true;
    const following = follow({ turns, clock }, { ref, turn, cursor: seen, deadline });
    for (;;) {
      const { value, done } = await following.next();
      if (done && value) return;
      if (done) break;
      seen = value.id ?? seen;
      yield value;
    }
  }
}

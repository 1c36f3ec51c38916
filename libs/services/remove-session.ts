import type { Clock } from '#ports/clock';
import type { SessionRecord, SessionRef } from '#ports/session-records';
import type { Sessions } from '#ports/sessions';
import { type StartJobsDeps, startJobs } from './start-jobs.ts';

/** How long after its deletion a session is removed again, because a process that was late may still have written. */
const LATE_WRITERS_MS = 15_000;

export interface RemovalDeps extends StartJobsDeps {
  readonly sessions: Sessions;
  readonly clock: Clock;
}

/**
 * Marks a session without a running turn as deleted, and orders the job that removes its items, twice.
 *
 * @param turnIds - The turns that ran last.
 * @returns false when the session does not exist or a turn runs in it.
 */
export async function orderRemoval(ref: SessionRef, turnIds: readonly string[], deps: RemovalDeps): Promise<boolean> {
  const { sub, kind, sessionId } = ref;
  const now = deps.clock.now();
  const id = `delete-user-data#${sessionId}`;
  const order = { job: 'delete-user-data', payload: { sub, kind, sessionId, turnIds: [...turnIds] } } as const;
  const again = { ...order, id: `${id}#again`, notBefore: now + LATE_WRITERS_MS };
  const isMarked = await deps.sessions.markDeleted(ref, { ...order, id }, now, again);
  if (isMarked) await startJobs([{ ...order, id }], deps);
  return isMarked;
}

/** Removes a session that is over. */
export async function removeSession(ref: SessionRef, { lastTurn }: SessionRecord, deps: RemovalDeps): Promise<void> {
  await orderRemoval(ref, lastTurn === null ? [] : [lastTurn], deps);
}

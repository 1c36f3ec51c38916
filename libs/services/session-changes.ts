import { removalTime } from '#contract/coaches';
import type { Tier } from '#contract/tiers';
import { expiryOf, type SessionLimits } from '#domain/coach';
import { type Clock, isoOf } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { SessionRecord, SessionRef } from '#ports/session-records';
import type { Sessions, Users } from '#ports/sessions';
import { type AbortDeps, abortTurn } from './abort-turn.ts';
import { MAX_DECISIONS } from './turn/parameters.ts';
import { refusalOf } from './turn/session-of-turn.ts';

export interface SessionChangeDeps {
  readonly sessions: Sessions;
  readonly clock: Clock;
}

const notFound = () => new CoachError('not_found', 'no such session');

/**
 * Renames or pins a session, in any status.
 * @throws {CoachError} `not_found`
 */
export async function renameSession(
  ref: SessionRef,
  change: { readonly title?: string; readonly pinned?: boolean },
  { sessions }: SessionChangeDeps,
): Promise<SessionRecord> {
  // Read first, because the address may name other parents than the session has.
  if (!(await sessions.get(ref)) || !(await sessions.rename(ref, change))) throw notFound();
  const session = await sessions.get(ref);
  if (!session) throw notFound();
  return session;
}

/**
 * Gives a session its idle time again, without a turn.
 *
 * @returns the new expiry, as ISO 8601.
 * @throws {CoachError} `not_found`, `session_ended`, `session_expired`.
 */
export async function extendSession(
  limitsOf: (tier: Tier) => SessionLimits,
  ref: SessionRef,
  { sessions, users, clock }: SessionChangeDeps & { readonly users: Users },
): Promise<string> {
  const now = clock.now();
  const [session, { tier }] = await Promise.all([sessions.get(ref), users.get(ref.sub)]);
  if (!session) throw notFound();
  refuseClosed(session, now);
  const expiresAt = laterOf(session, limitsOf(tier), now);
  if (await sessions.extend(ref, expiresAt, now)) return expiresAt;
  const changed = await sessions.get(ref);
  if (!changed) throw notFound();
  refuseClosed(changed, clock.now());
  throw new CoachError('session_expired', 'the session expired meanwhile');
}

/** Never earlier than it was. */
function laterOf({ createdAt, expiresAt }: SessionRecord, limits: SessionLimits, now: number): string {
  const extended = expiryOf(limits, createdAt, now) ?? isoOf(now);
  return expiresAt !== null && expiresAt > extended ? expiresAt : extended;
}

/**
 * Ends a session, after the turn that runs in it. Repeatable.
 *
 * @throws {CoachError} `not_found`, `session_expired`; `turn_in_progress` when a new turn begins at every attempt.
 */
export async function endSession(ref: SessionRef, deps: SessionChangeDeps & AbortDeps): Promise<SessionRecord> {
  const { sessions, clock } = deps;
  for (let reads = 1; reads <= MAX_DECISIONS; reads += 1) {
    const session = await sessions.get(ref);
    if (!session) throw notFound();
    if (session.status === 'ended') return session;
    refuseClosed(session, clock.now());
    const turnId = session.activeTurn ?? session.parkedTurn;
    if (turnId !== null) await abortTurn({ ...ref, turnId }, deps);
    const now = clock.now();
    await sessions.end(ref, now, removalTime(ref.kind, now));
  }
  throw new CoachError('turn_in_progress', 'turns keep beginning in the session', { retryAfterMs: 1_000 });
}

function refuseClosed(session: SessionRecord, now: number): void {
  const refusal = refusalOf(session, now);
  if (refusal) throw refusal;
}

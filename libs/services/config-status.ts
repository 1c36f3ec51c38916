import type { ConfigStatus } from '#contract/coach-responses';
import { COACHES } from '#contract/coaches';
import { BUILD_POLL_MS } from '#domain/coach-config/parameters';
import type { Clock } from '#ports/clock';
import type { Coaches } from '#ports/coaches';
import { CoachError } from '#ports/errors';
import type { Sessions } from '#ports/sessions';

export interface ConfigStatusDeps {
  readonly coaches: Coaches;
  readonly sessions: Sessions;
  readonly clock: Clock;
}

/**
 * Build progress of an interview's coach. A build past its deadline is reported as failed, whatever its stored state
 * is.
 * @throws {CoachError} `not_found` when the interview does not exist.
 */
export async function configStatus(
  { sub, sessionId }: { readonly sub: string; readonly sessionId: string },
  { coaches, sessions, clock }: ConfigStatusDeps,
): Promise<ConfigStatus> {
  const [session, coach] = await Promise.all([
    sessions.get({ sub, kind: COACHES.coachCreator.kind, sessionId }),
    coaches.get({ sub, coachId: sessionId }),
  ]);
  if (!session) throw new CoachError('not_found', 'no such interview');
  if (!coach) return { state: 'none', attempt: 0, updatedAt: session.updatedAt, pollAfterMs: 0, deadline: null };

  const { state, attempt, updatedAt, deadline, error } = coach.build;
  const known = { attempt, updatedAt, deadline };
  if (state === 'ready') return { state, ...known, pollAfterMs: 0, coachId: coach.coachId };
  if (state === 'failed') return { state, ...known, pollAfterMs: 0, ...(error && { error }) };
  if (clock.now() < Date.parse(deadline)) return { state, ...known, pollAfterMs: BUILD_POLL_MS };
  return { state: 'failed', ...known, pollAfterMs: 0, error: { code: 'deadline_exceeded', retryable: true } };
}

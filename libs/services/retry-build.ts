import type { JobAccepted } from '#contract/coach-responses';
import { COACHES } from '#contract/coaches';
import { BUILD_DEADLINE_MS, BUILD_POLL_MS } from '#domain/coach-config/parameters';
import { type Clock, type Ids, isoOf } from '#ports/clock';
import type { Coaches, CoachRecord } from '#ports/coaches';
import { CoachError } from '#ports/errors';
import type { Sessions } from '#ports/sessions';
import { type StartJobsDeps, startJobs } from './start-jobs.ts';

export interface RetryBuildDeps extends StartJobsDeps {
  readonly coaches: Coaches;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * Orders a failed build again with all its attempts.
 *
 * @throws {CoachError} `not_found` without a finished interview, `already_built`, `build_in_progress`.
 */
export async function retryBuild(
  { sub, sessionId }: { readonly sub: string; readonly sessionId: string },
  deps: RetryBuildDeps,
): Promise<JobAccepted> {
  const { coaches, sessions, clock, ids } = deps;
  const ref = { sub, coachId: sessionId };
  const [session, coach] = await Promise.all([
    sessions.get({ sub, kind: COACHES.coachCreator.kind, sessionId }),
    coaches.get(ref),
  ]);
  if (!session || !coach) throw new CoachError('not_found', 'no build of this interview');
  const now = clock.now();
  refuseUnlessFailed(coach, now);

  const order = {
    id: `build-coach-config#${ids.ulid()}`,
    job: 'build-coach-config',
    payload: { sub, coachId: sessionId, sessionId },
  } as const;
  if (!(await coaches.retryBuild(ref, order, now, isoOf(now + BUILD_DEADLINE_MS)))) {
    const current = await coaches.get(ref);
    if (current) refuseUnlessFailed(current, now);
    throw new CoachError('build_in_progress', 'another request started a retry at the same time');
  }
  await startJobs([order], deps);
  return { jobId: order.id, status: 'queued', pollAfterMs: BUILD_POLL_MS };
}

function refuseUnlessFailed({ build }: CoachRecord, now: number): void {
  if (build.state === 'ready') throw new CoachError('already_built', 'the coach is ready');
  const isOverdue = now >= Date.parse(build.deadline);
  if (build.state !== 'failed' && !isOverdue) throw new CoachError('build_in_progress', 'the build is not over');
}

import type { CoachConfig } from '#contract/coach-config';
import { PROBLEMS, type ProblemCode } from '#contract/problems';
import { MAX_BUILD_ATTEMPTS } from '#domain/coach-config/parameters';
import type { BuildOrder } from '#domain/job-payloads';
import type { Clock, Ids } from '#ports/clock';
import type { Coaches, CoachRecord, CoachRef } from '#ports/coaches';
import { CoachError, codeOf, Fenced } from '#ports/errors';
import type { Json, Model } from '#ports/model';
import type { Sessions } from '#ports/sessions';
import type { Telemetry } from '#ports/telemetry';
import { POLL_MS, WAIT_MS } from './build/parameters.ts';
import { produceConfig } from './build/produce-config.ts';
import { keepLease, LEASE_MS } from './keep-lease.ts';

export interface BuildCoachDeps {
  readonly coaches: Coaches;
  readonly sessions: Sessions;
  readonly model: Model;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
}

/** `over`: nothing was left to do. A failed build is a result, not an error, because the config status reports it. */
export type BuildOutcome = 'ready' | 'failed' | 'over';

/** Codes that a retry cannot fix. */
const HOPELESS: ReadonlySet<ProblemCode> = new Set(['not_found', 'validation_failed']);

/** One claimed attempt. */
interface Attempt {
  readonly order: BuildOrder;
  readonly owner: string;
  readonly number: number;
  /** Deadline of the build, in milliseconds since the epoch. */
  readonly deadline: number;
}

/**
 * Builds the coach of a finished interview. Repeated and concurrent deliveries make one coach: the claim admits one
 * worker, and only a worker with a valid lease can save.
 *
 * @throws when the delivery should be retried later: another worker has the build, or this attempt failed and others
 * remain.
 */
export async function buildCoach(order: BuildOrder, deps: BuildCoachDeps): Promise<BuildOutcome> {
  const { coaches, clock, ids } = deps;
  const ref = { sub: order.sub, coachId: order.coachId };
  const owner = ids.uuid();
  const claimed = await claim(ref, owner, deps);
  const now = clock.now();
  const leaseUntil = now + LEASE_MS;
  if (claimed === 'leased') throw new CoachError('build_in_progress', 'another worker builds this coach');
  if (claimed === 'over') return closeExhausted(order, deps);

  const renew = (until: number) => coaches.renewBuild(ref, owner, until);
  const lease = keepLease(leaseUntil, { ...deps, renew, name: 'build' });
  const deadline = Date.parse(claimed.build.deadline);
  const attempt = { order, owner, number: claimed.build.attempt, deadline };
  const save = (config: CoachConfig) => coaches.completeBuild(ref, owner, config as unknown as Json, clock.now());
  try {
    if (now >= deadline) throw new CoachError('deadline_exceeded', 'the build is past its deadline');
    const isSaved = await produceConfig(order, { ...deps, signal: lease.lost, deadline }, save);
    if (!isSaved) throw new Fenced('the build is no longer ours');
    deps.telemetry.count('BuildsReady');
    deps.telemetry.count('BuildTime', {}, clock.now() - now);
    return 'ready';
  } catch (error) {
    return await giveUp(attempt, error, deps);
  } finally {
    await lease.release();
  }
}

/** Claims the build. Waits while another worker has it, until it is over or its lease has expired. */
async function claim(ref: CoachRef, owner: string, { coaches, clock }: BuildCoachDeps) {
  const startedAt = clock.now();
  for (;;) {
    const now = clock.now();
    const attempt = { owner, now, leaseUntil: now + LEASE_MS, maxAttempts: MAX_BUILD_ATTEMPTS };
    const claimed = await coaches.claimBuild(ref, attempt);
    if (claimed !== 'leased' || now - startedAt >= WAIT_MS) return claimed;
    await clock.sleep(POLL_MS);
  }
}

/** Ends a failed attempt: fails the build when a retry cannot fix it, otherwise queues it for the next delivery. */
async function giveUp(attempt: Attempt, error: unknown, deps: BuildCoachDeps): Promise<BuildOutcome> {
  const { coaches, clock, telemetry } = deps;
  const { order, owner, number, deadline } = attempt;
  const now = clock.now();
  const code = now >= deadline ? 'deadline_exceeded' : codeOf(error);
  telemetry.count('BuildAttemptsFailed', { code: error instanceof Fenced ? 'fenced' : code });
  telemetry.log('warn', 'an attempt at a build failed', { error, coachId: order.coachId, attempt: number, owner });

  if (!(error instanceof Fenced)) {
    const isLast = number >= MAX_BUILD_ATTEMPTS || HOPELESS.has(code) || now >= deadline;
    const failure = { code, retryable: PROBLEMS[code].retryable };
    const hasFailed = isLast && (await coaches.failBuild(order, owner, failure, now));
    if (hasFailed) return reportFailed(code, deps);
    if (!isLast && (await coaches.requeueBuild(order, owner, now))) throw error;
  }
  // Our write may have been applied although its response was lost. Then the coach is ready.
  const coach = await coaches.get(order);
  if (isOver(coach)) return coach?.build.state === 'ready' ? 'ready' : 'over';
  throw error;
}

function reportFailed(code: ProblemCode, { telemetry }: BuildCoachDeps): BuildOutcome {
  telemetry.count('BuildsFailed', { code });
  return 'failed';
}

const isOver = (coach: CoachRecord | undefined): boolean =>
  coach === undefined || coach.build.state === 'ready' || coach.build.state === 'failed';

/** Fails a build whose last attempt died, because no worker may claim it again. */
async function closeExhausted(order: BuildOrder, deps: BuildCoachDeps): Promise<BuildOutcome> {
  const code = 'attempts_exhausted';
  const failure = { code, retryable: PROBLEMS[code].retryable } as const;
  const hasFailed = await deps.coaches.failAbandonedBuild(order, order.orderId, failure, deps.clock.now());
  return hasFailed ? reportFailed(code, deps) : 'over';
}

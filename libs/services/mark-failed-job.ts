import type { ProblemCode } from '#contract/problems';
import type { BuildOrder } from '#domain/job-payloads';
import type { Clock } from '#ports/clock';
import type { Coaches } from '#ports/coaches';
import type { Telemetry } from '#ports/telemetry';

/** An invocation that Lambda gave up. */
export interface FailedBuild {
  readonly order: BuildOrder;
  /** `deadline_exceeded` when it waited too long, `attempts_exhausted` when it failed too often. */
  readonly code: Extract<ProblemCode, 'deadline_exceeded' | 'attempts_exhausted'>;
}

export interface MarkFailedDeps {
  readonly coaches: Coaches;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/**
 * Marks a build as failed when Lambda gave up its invocation, so that the user can retry it. Does not change a build
 * that another delivery is working on or that was ordered again since.
 *
 * The record does not say which worker died, and its lease may still be valid. So this waits once for the end of that
 * lease: only a worker that is alive renews it.
 *
 * @returns whether it was marked.
 */
export async function markFailedBuild(
  { order, code }: FailedBuild,
  { coaches, clock, telemetry }: MarkFailedDeps,
): Promise<boolean> {
  const mark = () => coaches.failAbandonedBuild(order, order.orderId, { code, retryable: true }, clock.now());
  let isMarked = await mark();
  const build = isMarked ? undefined : (await coaches.get(order))?.build;
  if (build?.state === 'building' && build.leaseUntil !== undefined) {
    await clock.sleep(Math.max(0, build.leaseUntil + 1 - clock.now()));
    isMarked = await mark();
  }
  if (isMarked) telemetry.count('BuildsFailed', { code });
  return isMarked;
}

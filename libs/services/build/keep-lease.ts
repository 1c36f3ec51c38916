import type { Clock } from '#ports/clock';
import type { Coaches, CoachRef } from '#ports/coaches';
import { Fenced } from '#ports/errors';
import type { Telemetry } from '#ports/telemetry';
import { LEASE_MS, RENEW_MS } from './parameters.ts';

export interface Lease {
  /** Aborted with {@link Fenced} once the build is no longer ours. */
  readonly lost: AbortSignal;
  /** Stops the renewal and waits for one in progress. */
  release(): Promise<void>;
}

export interface LeaseDeps {
  readonly coaches: Coaches;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/**
 * Renews the lease of a claimed build until it is released. A lease that was not renewed in time counts as lost,
 * because another worker may have started.
 *
 * @param leaseUntil - End of the claimed lease, in milliseconds since the epoch.
 */
export function keepLease(ref: CoachRef, owner: string, leaseUntil: number, deps: LeaseDeps): Lease {
  const { coaches, clock, telemetry } = deps;
  const lost = new AbortController();
  const released = new AbortController();

  /** @returns `undefined` when storage did not answer. The next renewal may still be in time. */
  const renew = async (until: number): Promise<boolean | undefined> => {
    try {
      return await coaches.renewBuild(ref, owner, until);
    } catch (error) {
      telemetry.log('warn', 'a build lease was not renewed', { error, coachId: ref.coachId });
      return undefined;
    }
  };
  const beat = async (): Promise<void> => {
    let heldUntil = leaseUntil;
    while (!released.signal.aborted) {
      await clock.sleep(RENEW_MS, released.signal);
      if (released.signal.aborted) return;
      const until = clock.now() + LEASE_MS;
      const isOurs = await renew(until);
      if (isOurs) heldUntil = until;
      if (isOurs === false || clock.now() >= heldUntil) return lost.abort(new Fenced('the build lease is lost'));
    }
  };
  const beating = beat();

  return {
    lost: lost.signal,
    release: () => {
      released.abort();
      return beating;
    },
  };
}

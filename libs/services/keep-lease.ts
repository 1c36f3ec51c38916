import type { Clock } from '#ports/clock';
import { Fenced } from '#ports/errors';
import type { Telemetry } from '#ports/telemetry';

/** How long a worker owns a job without renewing it, and how often it renews, in milliseconds. */
export const LEASE_MS = 15_000;
const RENEW_MS = 5_000;

export interface Lease {
  /** Aborted with {@link Fenced} once the job is no longer ours. */
  readonly lost: AbortSignal;
  /** Stops the renewal and waits for one in progress. */
  release(): Promise<void>;
}

export interface LeaseDeps {
  /** @returns false when the job is no longer ours. */
  readonly renew: (leaseUntil: number) => Promise<boolean>;
  /** In the log, for example `build`. */
  readonly name: string;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/**
 * Renews the lease of a claimed job until it is released. A lease that was not renewed in time counts as lost, because
 * another worker may have started.
 *
 * @param leaseUntil - End of the claimed lease, in milliseconds since the epoch.
 */
export function keepLease(leaseUntil: number, { renew, name, clock, telemetry }: LeaseDeps): Lease {
  const lost = new AbortController();
  const released = new AbortController();

  /** @returns `undefined` when storage did not answer. The next renewal may still be in time. */
  const tryToRenew = async (until: number): Promise<boolean | undefined> => {
    try {
      return await renew(until);
    } catch (error) {
      telemetry.log('warn', `a ${name} lease was not renewed`, { error });
      return undefined;
    }
  };
  const beat = async (): Promise<void> => {
    let heldUntil = leaseUntil;
    while (!released.signal.aborted) {
      await clock.sleep(RENEW_MS, released.signal);
      if (released.signal.aborted) return;
      const until = clock.now() + LEASE_MS;
      const isOurs = await tryToRenew(until);
      if (isOurs) heldUntil = until;
      if (isOurs === false || clock.now() >= heldUntil) return lost.abort(new Fenced(`the ${name} lease is lost`));
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

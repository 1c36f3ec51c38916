import type { Clock } from '#ports/clock';
import { CoachError, Fenced } from '#ports/errors';
import type { Telemetry } from '#ports/telemetry';
import type { Beat } from '#ports/turns';
import { FOLLOWED_CHECKPOINT_MS, HEARTBEAT_MS, LEASE_MS } from './parameters.ts';

export interface HeartbeatDeps {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Renews the lease until then. */
  readonly beat: (leaseUntil: number) => Promise<Beat>;
  readonly checkpoint: () => Promise<void>;
  /** Ends the heartbeat. */
  readonly until: AbortSignal;
  /** Stops the production; its reason is what the production throws. */
  readonly stop: AbortController;
}

/** Timers may fire a moment early; a beat that waited for the next tick would then come a whole second late. */
const NEARLY_A_BEAT_MS = HEARTBEAT_MS - FOLLOWED_CHECKPOINT_MS / 2;

/**
 * Keeps a turn ours, each second, until it is told to end; stores its events then too, and sooner while somebody reads
 * along. A lease that could not be renewed in time counts as lost: another producer may have begun, and two must not
 * speak.
 */
export async function keepAlive({ clock, telemetry, beat, checkpoint, until, stop }: HeartbeatDeps): Promise<void> {
  let leaseUntil = clock.now() + LEASE_MS;
  let beatenAt = clock.now();
  let isFollowed = false;
  for (;;) {
    await clock.sleep(isFollowed ? FOLLOWED_CHECKPOINT_MS : HEARTBEAT_MS, until);
    if (until.aborted) return;
    const now = clock.now();
    const isDue = now - beatenAt >= NEARLY_A_BEAT_MS;
    const [answer] = await Promise.all([isDue ? renew(beat, now + LEASE_MS, telemetry) : undefined, checkpoint()]);
    if (until.aborted) return;
    if (isDue) beatenAt = now;
    if (answer !== undefined && answer !== 'lost') {
      leaseUntil = now + LEASE_MS;
      isFollowed = answer === 'followed';
    }
    if (answer === 'lost' || clock.now() >= leaseUntil) return stop.abort(new Fenced('the lease is lost'));
  }
}

/** @returns `undefined` when storage did not answer: the lease may still be renewed by the next beat. */
async function renew(beat: HeartbeatDeps['beat'], leaseUntil: number, telemetry: Telemetry): Promise<Beat | undefined> {
  try {
    return await beat(leaseUntil);
  } catch (error) {
    if (!(error instanceof CoachError)) throw error;
    telemetry.log('warn', 'a heartbeat failed', { error });
    return undefined;
  }
}

import type { Clock } from '#ports/clock';
import { CoachError, Fenced, Stopped } from '#ports/errors';
import type { Telemetry } from '#ports/telemetry';
import type { Beat } from '#ports/turns';
import { FOLLOWED_CHECKPOINT_MS, HEARTBEAT_MS, LEASE_MS, STOP_CHECK_MS } from './parameters.ts';

export interface HeartbeatDeps {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Renews the lease until this time. */
  readonly beat: (leaseUntil: number) => Promise<Beat>;
  /** Reads the turn between two heartbeats. */
  readonly check: () => Promise<Beat>;
  readonly checkpoint: () => Promise<void>;
  /** Ends the heartbeat. */
  readonly until: AbortSignal;
  /** Stops the production; its reason is what the production throws. */
  readonly stop: AbortController;
}

/** Timers may fire a few milliseconds early. Without this margin such a heartbeat would be half a second late. */
const EARLY_MS = FOLLOWED_CHECKPOINT_MS / 2;

/**
 * Renews the lease every second until stopped, and stores the events at the same time, or sooner while a reader
 * follows. Checks twice a second whether a stop was requested, however long an answer of storage takes. Treats a lease that was not renewed in time as lost,
 * because another producer may have begun and two must not send.
 */
export async function keepAlive({ clock, telemetry, until, stop, ...turn }: HeartbeatDeps): Promise<void> {
  let leaseUntil = clock.now() + LEASE_MS;
  let beatAt = clock.now();
  let checkedAt = beatAt;
  let storedAt = beatAt;
  let isFollowed = false;
  const untilNextIsDue = () => {
    const checkpointAt = isFollowed ? storedAt + FOLLOWED_CHECKPOINT_MS : Number.POSITIVE_INFINITY;
    const next = Math.min(beatAt + HEARTBEAT_MS, checkedAt + STOP_CHECK_MS, checkpointAt);
    return Math.min(Math.max(0, next - clock.now()), STOP_CHECK_MS);
  };
  const isDue = (since: number, everyMs: number) => clock.now() - since >= everyMs - EARLY_MS;
  const ask = async (question: () => Promise<Beat>) => {
    const answer = await unlessAway(question, telemetry);
    if (answer === 'lost') stop.abort(new Fenced('the lease is lost'));
    else if (answer?.isStopped) stop.abort(new Stopped('a stop was asked for'));
    return answer;
  };
  for (;;) {
    await clock.sleep(untilNextIsDue(), until);
    if (until.aborted) return;
    const now = clock.now();
    if (isDue(beatAt, HEARTBEAT_MS)) {
      const [answer] = await Promise.all([ask(() => turn.beat(now + LEASE_MS)), turn.checkpoint()]);
      [beatAt, checkedAt, storedAt] = [now, now, now];
      if (typeof answer === 'object') {
        leaseUntil = now + LEASE_MS;
        isFollowed = answer.isFollowed;
      }
    } else {
      const mustCheck = isDue(checkedAt, STOP_CHECK_MS);
      const mustStore = isFollowed && isDue(storedAt, FOLLOWED_CHECKPOINT_MS);
      await Promise.all([mustCheck ? ask(turn.check) : undefined, mustStore ? turn.checkpoint() : undefined]);
      if (mustCheck) checkedAt = now;
      if (mustStore) storedAt = now;
    }
    if (until.aborted || stop.signal.aborted) return;
    if (clock.now() >= leaseUntil) return stop.abort(new Fenced('the lease was not renewed in time'));
  }
}

/** @returns `undefined` when storage did not answer; the next call may succeed. */
async function unlessAway(question: () => Promise<Beat>, telemetry: Telemetry): Promise<Beat | undefined> {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof CoachError)) throw error;
    telemetry.log('warn', 'a heartbeat failed', { error });
    return undefined;
  }
}
